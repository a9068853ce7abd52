import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { campaign } from '../simulation/campaign.ts';
import { inWorld } from '../simulation/world.ts';

const seedsMax = 200;
const steps = 500;

it(`holds under ${seedsMax} seeds of ${steps} steps`, () =>
  inWorld(async ({ prelude }) => {
    const started = performance.now();
    const { seeds, failed, ...taken } = await campaign({
      prelude,
      seeds: Array.from({ length: seedsMax }, (_, index) => index + 1).values(),
      steps,
      jobs: availableParallelism(),
    });
    const seconds = Math.round((performance.now() - started) / 1_000);
    // Past the silence of tests that pass: how much was tried is a result of its own.
    process.stdout.write(`simulation: ${seeds} seeds, ${taken.steps} steps in ${seconds} s\n`);
    expect(failed.map(({ seed, wrong }) => `seed ${seed}: ${wrong[0]}`)).toEqual([]);
    expect(seeds).toBe(seedsMax);
  }));
