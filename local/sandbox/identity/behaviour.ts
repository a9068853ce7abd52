import * as z from 'zod/mini';
import type { Settings } from '../settings.ts';

const outcomes = ['approve', 'reject', 'silent'] as const;

/** What the identity provider makes of the checks that begin from now on; `silent` never says. */
export interface Behaviour {
  readonly outcome: (typeof outcomes)[number];
}

export const Behaviour = z.strictObject({
  outcome: z.enum(outcomes, `one of ${outcomes.join(', ')}`),
});

export const defaultBehaviour: Behaviour = { outcome: 'approve' };

const setting = 'identity.behaviour';

export const behaviourIn = (settings: Settings) => ({
  get: (): Behaviour => (settings.get(setting) as Behaviour | undefined) ?? defaultBehaviour,
  set: (behaviour: Behaviour): void => settings.set(setting, behaviour),
});
