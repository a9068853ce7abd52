import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemblyFolder } from '../../../local/start/builds.ts';
import { createWorker } from '../campaign.ts';
import { prepare } from '../prelude.ts';
import { mutants } from './catalogue.ts';
import { type Found, hunt } from './hunt.ts';
import { healthy } from './plant.ts';

/**
 * `npm run mutants [part of a name]`: plants each bug and says in how many steps the simulator found it; ends with 1 when
 * one hid. After a hunt for all of them `found.json` says where each was found.
 */
const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'assay-mutants-'));
const part = process.argv[2] ?? '';
const wanted = mutants.filter(({ name }) => name.includes(part));
const found: Found[] = [];
try {
  const prelude = await prepare(await assemblyFolder({ root }), folder);
  const well = healthy(prelude.assembly);
  const left = wanted.values();
  const lane = async (): Promise<void> => {
    const { play, stop } = createWorker();
    try {
      for (let next = left.next(); !next.done; next = left.next()) {
        const options = { prelude, folder, healthy: well, play };
        const one = await hunt(next.value, options);
        found.push(one);
        const verdict = one.steps === undefined ? 'HIDES' : `${one.steps} steps`;
        console.log(`${verdict}: ${one.mutant} · ${one.said}`);
      }
    } finally {
      stop();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (part === '') {
  // One that hides has no entry: `found.test.ts` names those.
  const table = mutants.flatMap(({ name }) =>
    found
      .filter(({ mutant, steps }) => mutant === name && steps !== undefined)
      .map(({ mutant, handlers, seed, steps }) => ({ mutant, handlers, seed, steps })),
  );
  writeFileSync(join(import.meta.dirname, 'found.json'), `${JSON.stringify(table, null, 2)}\n`);
}
process.exitCode = found.every(({ steps }) => steps !== undefined) ? 0 : 1;
