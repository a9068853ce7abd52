import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Step } from './script.ts';
import { type Outcome, simulate } from './simulate.ts';
import { type FaultRates, noFaults } from './weather.ts';
import { openWorld, type World } from './world.ts';

/** What seeds have found, cut down to what makes it happen, so that it stays found whatever becomes of the seeds. */
let world: World;

beforeAll(async () => {
  world = await openWorld();
}, 300_000);
afterAll(() => world.end());

type Line = Pick<Step, 'action'> & Partial<Step>;

/** Plays lines one after the other, under faults of these rates alone. */
const play = (seed: number, rates: Partial<FaultRates>, lines: readonly Line[]): Promise<Outcome> =>
  simulate({
    prelude: world.prelude,
    seed,
    steps: Number.POSITIVE_INFINITY,
    script: lines.map((line, index) => ({
      index,
      who: 0,
      size: 0,
      turn: 0,
      alone: true,
      waitMs: 100,
      ...line,
    })),
    rates: { ...noFaults, ...rates },
  });

describe('what a seed once found', () => {
  it('lets somebody return money at once, though an old read misses the key that seals it', async () => {
    const { wrong, trace } = await play(1, { staleRead: 1 }, [
      { action: 'deposit-without-reference', size: 0.1 },
      { action: 'review-deposit', turn: 0.9 },
    ]);
    expect(trace.join('\n')).toMatch(/review-deposit: suspense .* refused: 202/);
    expect(wrong).toEqual([]);
  });
});
