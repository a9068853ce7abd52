import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemblyFolder } from '../../../local/start/builds.ts';
import { createWorker } from '../campaign.ts';
import { prepare } from '../prelude.ts';
import { mutants } from './catalogue.ts';
import known from './found.json' with { type: 'json' };
import { type Found, hunt } from './hunt.ts';

/**
 * `npm run mutants [part of a name]`: plants each bug and says in how many steps the simulator found it; ends with 1 when
 * one hid. `found.json` says where each was found last.
 */
const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'assay-mutants-'));
const part = process.argv[2] ?? '';
const wanted = mutants.filter(({ name }) => name.includes(part));
const found: Found[] = [];
try {
  const prelude = await prepare(await assemblyFolder({ root }), folder);
  const left = wanted.values();
  const lane = async (): Promise<void> => {
    const { play, stop } = createWorker();
    try {
      for (let next = left.next(); !next.done; next = left.next()) {
        const one = await hunt(next.value, { prelude, folder, play });
        found.push(one);
        const verdict = one.steps === undefined ? 'HIDES' : `seed ${one.seed}, ${one.steps} steps`;
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
const before = known.filter(({ mutant }) => !wanted.some(({ name }) => name === mutant));
// One that hides has no entry: `found.test.ts` names those.
const now = found.flatMap(({ mutant, seed, steps }) =>
  steps === undefined ? [] : [{ mutant, seed, steps }],
);
const table = mutants.flatMap(({ name }) =>
  [...before, ...now].filter(({ mutant }) => mutant === name),
);
writeFileSync(join(import.meta.dirname, 'found.json'), `${JSON.stringify(table, null, 2)}\n`);
process.exitCode = found.every(({ steps }) => steps !== undefined) ? 0 : 1;
