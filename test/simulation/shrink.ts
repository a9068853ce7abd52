import type { Prelude } from './prelude.ts';
import { type Step, scriptOf } from './script.ts';
import { type Outcome, simulate } from './simulate.ts';
import type { FaultRates } from './weather.ts';

interface Failing {
  readonly prelude: Prelude;
  readonly outcome: Outcome;
  readonly rates: FaultRates;
  /** Runs that may be tried. */
  readonly triesMax: number;
  readonly onTry?: (lines: number, tries: number) => void;
}

export interface Shrunk {
  readonly script: readonly Step[];
  readonly outcome: Outcome;
  readonly tries: number;
}

/** Any length: a shortened script ends by itself. */
const allSteps = Number.POSITIVE_INFINITY;

/**
 * Cuts a failing run down to fewer lines that still fail: halves, then quarters and so on are left out for as long as
 * something is still wrong (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002). The
 * faults of the seed stay as they are.
 */
export const shrink = async (failing: Failing): Promise<Shrunk> => {
  const { prelude, rates, triesMax, onTry } = failing;
  const { seed, lines } = failing.outcome;
  const endless = scriptOf(seed, prelude.customers.length);
  let script: readonly Step[] = Array.from({ length: lines }, () => endless.next().value as Step);
  let outcome = failing.outcome;
  let tries = 0;
  for (let size = Math.ceil(script.length / 2); size >= 1 && tries < triesMax; ) {
    let shorter = false;
    for (let from = 0; from < script.length && tries < triesMax; ) {
      const rest = [...script.slice(0, from), ...script.slice(from + size)];
      tries += 1;
      const tried = await simulate({ prelude, seed, steps: allSteps, script: rest, rates });
      if (tried.wrong.length === 0) from += size;
      else {
        script = rest;
        outcome = tried;
        shorter = true;
      }
      onTry?.(script.length, tries);
    }
    if (size === 1 && !shorter) break;
    size = size === 1 ? 1 : Math.ceil(size / 2);
  }
  return { script, outcome, tries };
};
