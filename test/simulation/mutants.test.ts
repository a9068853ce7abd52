import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemblyFolder } from '../../local/start/builds.ts';
import { mutants } from './mutants/catalogue.ts';
import { hunt } from './mutants/hunt.ts';
import { type Healthy, healthy } from './mutants/plant.ts';

/** A bug that survives so many steps has a gap in the oracles to hide in. */
const stepsMax = 6_000;

const folder = mkdtempSync(join(tmpdir(), 'assay-mutants-'));
let assembly: string;
let well: Healthy;

beforeAll(async () => {
  assembly = await assemblyFolder({ root: process.cwd() });
  well = await healthy(assembly);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a planted bug is found', () => {
  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))('%s', async (_name, mutant) => {
    const found = await hunt(mutant, { assembly, folder, healthy: well, stepsMax });
    expect(found).toMatchObject({ steps: expect.any(Number) });
  });
});
