import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { assemblyFolder } from '../../local/start/builds.ts';
import { campaign } from '../simulation/campaign.ts';
import { prepare } from '../simulation/prelude.ts';

const seedsMax = 200;
const steps = 500;

const folder = mkdtempSync(join(tmpdir(), 'assay-campaign-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it(`holds under ${seedsMax} seeds of ${steps} steps`, async () => {
  const prelude = await prepare(await assemblyFolder({ root: process.cwd() }), folder);
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
});
