import type { Random } from '../kernel/random.ts';
import type { State } from './definition.ts';
import { isListed, type StateError } from './errors.ts';
import type { Frame } from './execution.ts';

/** How a state's failure is met: tried again after a while, or taken over by a catcher. */
export type Mend =
  | { readonly kind: 'retry'; readonly delayMs: number; readonly retries: readonly number[] }
  | { readonly kind: 'catch'; readonly catcher: State };

/** Source: Amazon States Language, "Retrying after error": the defaults, and `FULL` jitter from zero to the delay. */
const delayMs = (retrier: State, used: number, random: Random): number => {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds, JitterStrategy } = retrier;
  const seconds = Math.min(
    IntervalSeconds * BackoffRate ** used,
    MaxDelaySeconds ?? Number.POSITIVE_INFINITY,
  );
  return Math.round(seconds * 1000 * (JitterStrategy === 'FULL' ? random.next() : 1));
};

/**
 * The first retrier that lists the error decides, each with a count of its own; when it is used up, or none lists it,
 * the first catcher that does. Undefined when the failure spreads.
 */
export const mendOf = (
  state: State,
  frame: Frame,
  { error }: StateError,
  random: Random,
): Mend | undefined => {
  const retriers: readonly State[] = state['Retry'] ?? [];
  const index = retriers.findIndex((each) => isListed(each['ErrorEquals'], error));
  const retrier = retriers[index];
  if (retrier !== undefined) {
    const used = frame.retries[index] ?? 0;
    const retries = retriers.map((_, at) => (frame.retries[at] ?? 0) + (at === index ? 1 : 0));
    if (used < (retrier['MaxAttempts'] ?? 3))
      return { kind: 'retry', delayMs: delayMs(retrier, used, random), retries };
  }
  const catcher = (state['Catch'] ?? []).find((each: State) =>
    isListed(each['ErrorEquals'], error),
  );
  return catcher && { kind: 'catch', catcher };
};
