import * as z from 'zod/mini';
import type { Settings } from '../settings.ts';

const outgoing = ['settle', 'fail', 'return', 'hang', 'error-after-work'] as const;
const webhook = ['once', 'twice', 'late', 'before-answer', 'never'] as const;
const api = ['up', 'down', 'hang'] as const;

/**
 * How the bank behaves from now on. `outgoing`: a transfer settles, fails, comes back after it settled, never ends, or
 * is carried out although its request was answered with an error. `webhook`: how often and when it tells us. `api`:
 * whether its REST side answers at all.
 */
export interface Behaviour {
  readonly outgoing: (typeof outgoing)[number];
  readonly webhook: (typeof webhook)[number];
  readonly api: (typeof api)[number];
}

/** A change of some of it. */
export const BehaviourChange = z.strictObject({
  outgoing: z.optional(z.enum(outgoing, `one of ${outgoing.join(', ')}`)),
  webhook: z.optional(z.enum(webhook, `one of ${webhook.join(', ')}`)),
  api: z.optional(z.enum(api, `one of ${api.join(', ')}`)),
});

export const defaultBehaviour: Behaviour = { outgoing: 'settle', webhook: 'once', api: 'up' };

const setting = 'bank.behaviour';

export const behaviourIn = (settings: Settings) => ({
  get: (): Behaviour => ({
    ...defaultBehaviour,
    ...(settings.get(setting) as Partial<Behaviour> | undefined),
  }),
  set: (behaviour: Behaviour): void => settings.set(setting, behaviour),
});
