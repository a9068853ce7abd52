import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scriptOf } from '../script.ts';
import { simulate } from '../simulate.ts';
import { usualRates } from '../weather.ts';
import { openWorld, type World } from '../world.ts';
import { mutants } from './catalogue.ts';
import found from './found.json' with { type: 'json' };
import { stepsMax, stepsPerSeed } from './hunt.ts';
import type { Mutant } from './mutant.ts';
import { mutated, plant } from './plant.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
}, 300_000);
afterAll(() => world.end());

/** Plays the seed that found a bug once, with the bug. */
const replay = async (mutant: Mutant, seed: number) => {
  const { prelude, folder } = world;
  return simulate({
    prelude: await plant(mutant, prelude, folder),
    seed,
    steps: stepsPerSeed,
    script: scriptOf(seed, prelude.customers.length),
    rates: usualRates,
  });
};

describe('planted bugs', () => {
  it('have a place in the code as it is', () => {
    for (const mutant of mutants) expect(() => mutated(mutant)).not.toThrow();
  });

  it('were all found, each within its bound', () => {
    expect(found.map(({ mutant }) => mutant)).toEqual(mutants.map(({ name }) => name));
    for (const { steps } of found) expect(steps).toBeLessThan(stepsMax + 2 * stepsPerSeed);
  });

  it.each(found)('$mutant: seed $seed finds it again', async ({ mutant: name, seed }) => {
    const { wrong } = await replay(mutants.find((one) => one.name === name) as Mutant, seed);
    expect(wrong.length, 'hunt again with `npm run mutants`').toBeGreaterThan(0);
  });
});
