import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scriptOf } from './script.ts';
import { type Outcome, simulate } from './simulate.ts';
import { usualRates } from './weather.ts';
import { openWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
}, 300_000);
afterAll(() => world.end());

const play = (seed: number, steps = 300): Promise<Outcome> => {
  const { prelude } = world;
  const script = scriptOf(seed, prelude.customers.length);
  return simulate({ prelude, seed, steps, script, rates: usualRates });
};

describe('a run', () => {
  it('is the same for the same seed, to the last byte of every stream', async () => {
    const [first, second] = [await play(41), await play(41)];
    expect(second.trace).toEqual(first.trace);
    expect(second.hash).toBe(first.hash);
  });

  it('is another for another seed', async () => {
    expect((await play(42)).hash).not.toBe((await play(43)).hash);
  });

  it('has faults in it, and everything adds up all the same', async () => {
    const outcome = await play(44, 600);
    expect(outcome.wrong).toEqual([]);
    expect(Object.values(outcome.injected).reduce((a, b) => a + b, 0)).toBeGreaterThan(20);
  });
});
