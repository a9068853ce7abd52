import { prepare } from '../prelude.ts';
import { scriptOf } from '../script.ts';
import { simulate } from '../simulate.ts';
import { usualRates } from '../weather.ts';
import type { Mutant } from './catalogue.ts';
import { type Healthy, plant } from './plant.ts';

const stepsPerSeed = 500;

/** What became of one hunt. */
export interface Found {
  readonly mutant: string;
  /** Steps of all runs up to the one that found it; undefined when none did. */
  readonly steps: number | undefined;
  readonly seed: number;
  readonly said: string;
}

interface Hunt {
  readonly assembly: string;
  readonly folder: string;
  readonly healthy: Healthy;
  /** Where to give up. */
  readonly stepsMax: number;
}

/** Plants a bug and plays seeds, from the first, until something does not add up. */
export const hunt = async (mutant: Mutant, options: Hunt): Promise<Found> => {
  const { assembly, folder, healthy, stepsMax } = options;
  const sick = await plant(mutant, healthy, { assembly, folder });
  let prelude: Awaited<ReturnType<typeof prepare>>;
  try {
    prelude = await prepare(sick, sick);
  } catch (error) {
    // So sick that nobody can even be registered.
    return { mutant: mutant.name, steps: 0, seed: 0, said: (error as Error).message };
  }
  let steps = 0;
  let seed = 1;
  for (; steps < stepsMax; seed++) {
    const script = scriptOf(seed, prelude.customers.length);
    const outcome = await simulate({
      prelude,
      seed,
      steps: stepsPerSeed,
      script,
      rates: usualRates,
    });
    steps += outcome.steps;
    const [said] = outcome.wrong;
    if (said !== undefined) return { mutant: mutant.name, steps, seed, said };
  }
  return { mutant: mutant.name, steps: undefined, seed, said: '' };
};
