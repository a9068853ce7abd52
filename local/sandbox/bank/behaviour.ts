import * as z from 'zod/mini';
import { durationMs } from '../input.ts';
import type { Settings } from '../settings.ts';

/** Every behaviour that can be asked for, and what it means. */
export const behaviours = {
  outgoing: {
    settle: 'a transfer is carried out after a second',
    refuse: 'its order is answered with 422, and nothing is carried out',
    fail: 'it fails after a second',
    return: 'it is carried out, and comes back after `returnAfter`',
    hang: 'it stays in process for ever',
    'error-after-work': 'its order is answered with 500, and it is carried out all the same',
  },
  webhook: {
    once: 'each message is sent once, at once',
    twice: 'and a second time shortly after',
    late: 'a minute late',
    'before-answer':
      'before the request that led to it is answered; a transfer then settles at once',
    never: 'not at all',
  },
  api: {
    up: 'the REST side answers',
    down: 'it answers 503, and does nothing',
    hang: 'it does not answer, and does nothing',
    nonsense: 'it does what it is asked, and answers 200 with something outside its contract',
  },
  returnAfter: 'how long after it was carried out a transfer comes back, such as "48h"',
} as const;

type NameOf<Member extends 'outgoing' | 'webhook' | 'api'> = keyof (typeof behaviours)[Member] &
  string;

/** How the bank behaves from now on. */
export interface Behaviour {
  readonly outgoing: NameOf<'outgoing'>;
  readonly webhook: NameOf<'webhook'>;
  readonly api: NameOf<'api'>;
  readonly returnAfter: string;
}

const oneOf = <Names extends string>(meanings: Readonly<Record<Names, string>>) => {
  const names = Object.keys(meanings) as Names[];
  return z.optional(z.enum(names as [Names, ...Names[]], `one of ${names.join(', ')}`));
};

/** A change of some of it. */
export const BehaviourChange = z.strictObject({
  outgoing: oneOf(behaviours.outgoing),
  webhook: oneOf(behaviours.webhook),
  api: oneOf(behaviours.api),
  returnAfter: z.optional(
    z
      .string()
      .check(
        z.refine((text) => durationMs(text) !== undefined, 'a time such as "30s", "48h" or "7d"'),
      ),
  ),
});

export const defaultBehaviour: Behaviour = {
  outgoing: 'settle',
  webhook: 'once',
  api: 'up',
  returnAfter: '48h',
};

const setting = 'bank.behaviour';

export const behaviourIn = (settings: Settings) => ({
  get: (): Behaviour => ({
    ...defaultBehaviour,
    ...(settings.get(setting) as Partial<Behaviour> | undefined),
  }),
  set: (behaviour: Behaviour): void => settings.set(setting, behaviour),
});
