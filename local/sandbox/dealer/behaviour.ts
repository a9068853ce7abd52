import * as z from 'zod/mini';
import type { Settings } from '../settings.ts';

const orders = [
  'fill',
  'dearer',
  'over-budget',
  'less',
  'refuse',
  'unknown',
  'error-after-work',
  'hang-after-work',
] as const;
const api = ['up', 'down', 'hang', 'nonsense', 'teapot'] as const;

/**
 * How the dealer behaves from now on. `orders`: it fills, fills at a worse price, for more money than it was given, or
 * with half the gold, refuses, says something that nobody agreed on, or carries an order out although its request is
 * answered with an error, or never. `api`: whether it answers at all; `nonsense` and `teapot` do what they are asked, and
 * answer with a text that is none of theirs, or a status that nobody agreed on.
 */
export interface Behaviour {
  readonly orders: (typeof orders)[number];
  readonly api: (typeof api)[number];
}

/** A change of some of it. */
export const BehaviourChange = z.strictObject({
  orders: z.optional(z.enum(orders, `one of ${orders.join(', ')}`)),
  api: z.optional(z.enum(api, `one of ${api.join(', ')}`)),
});

export const defaultBehaviour: Behaviour = { orders: 'fill', api: 'up' };

const setting = 'dealer.behaviour';

export const behaviourIn = (settings: Settings) => ({
  get: (): Behaviour => ({
    ...defaultBehaviour,
    ...(settings.get(setting) as Partial<Behaviour> | undefined),
  }),
  set: (behaviour: Behaviour): void => settings.set(setting, behaviour),
});
