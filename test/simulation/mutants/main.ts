import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemblyFolder } from '../../../local/start/builds.ts';
import { mutants } from './catalogue.ts';
import { type Found, hunt } from './hunt.ts';
import { healthy } from './plant.ts';

/** A bug that survives so many steps has a gap in the oracles to hide in. */
const stepsMax = 6_000;

/** `npm run mutants`: plants each bug and says in how many steps the simulator found it; ends with 1 when one hid. */
const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'assay-mutants-'));
const found: Found[] = [];
try {
  const assembly = await assemblyFolder({ root });
  const well = await healthy(assembly);
  for (const mutant of mutants) {
    const one = await hunt(mutant, { assembly, folder, healthy: well, stepsMax });
    found.push(one);
    console.error(`${one.steps === undefined ? 'HIDES' : `${one.steps} steps`}: ${mutant.name}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = found.every(({ steps }) => steps !== undefined) ? 0 : 1;
