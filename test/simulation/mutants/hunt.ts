import type { PlayOne } from '../campaign.ts';
import type { Prelude } from '../prelude.ts';
import type { Mutant } from './mutant.ts';
import { plant } from './plant.ts';

export const stepsPerSeed = 500;

/** A bug that survives so many steps has a gap in the oracles to hide in. */
export const stepsMax = 10_000;

/** What became of one hunt. */
export interface Found {
  readonly mutant: string;
  /** The seed that found it. */
  readonly seed: number;
  /** Steps of all runs up to the one that found it; undefined when none did. */
  readonly steps: number | undefined;
  readonly said: string;
}

export interface Hunt {
  /** The world of the healthy platform: the bug comes into it with a deploy. */
  readonly prelude: Prelude;
  readonly folder: string;
  readonly play: PlayOne;
}

/** Plants a bug and plays seeds, from the first, until something does not add up or `stepsMax` are over. */
export const hunt = async (mutant: Mutant, { prelude, folder, play }: Hunt): Promise<Found> => {
  const { name } = mutant;
  const sick = await plant(mutant, prelude, folder);
  let steps = 0;
  let seed = 1;
  for (; steps < stepsMax; seed++) {
    const outcome = await play({ prelude: sick, seed, steps: stepsPerSeed });
    steps += outcome.steps;
    const [said] = outcome.wrong;
    if (said !== undefined) return { mutant: name, seed, steps, said };
  }
  return { mutant: name, seed, steps: undefined, said: '' };
};
