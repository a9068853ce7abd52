import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../../support/command-line.ts';
import { createWorker } from '../campaign.ts';
import { inWorld, type World } from '../world.ts';
import { mutants } from './catalogue.ts';
import known from './found.json' with { type: 'json' };
import { type Found, hunt, stepsMax } from './hunt.ts';
import type { Mutant } from './mutant.ts';

const usage = `npm run mutants -- [part of a name]

  Plants bugs into the platform, one at a time, and plays seeds until the simulator finds it, for at most
  ${stepsMax} steps. All ${mutants.length} of them take some minutes; a part of a name hunts for those alone.
  Where each was found goes to test/simulation/mutants/found.json, and the tests find it there again.

  --help        this text

  Ends with 1 when a bug hid.`;

const huntAll = async (
  wanted: readonly Mutant[],
  { prelude, folder }: World,
): Promise<readonly Found[]> => {
  const found: Found[] = [];
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
  return found;
};

/** Writes where these were found, and keeps what is known of all others. One that hides has no entry. */
const keep = (wanted: readonly Mutant[], found: readonly Found[]): void => {
  const before = known.filter(({ mutant }) => !wanted.some(({ name }) => name === mutant));
  const now = found.flatMap(({ mutant, seed, steps }) =>
    steps === undefined ? [] : [{ mutant, seed, steps }],
  );
  const table = mutants.flatMap(({ name }) =>
    [...before, ...now].filter(({ mutant }) => mutant === name),
  );
  writeFileSync(join(import.meta.dirname, 'found.json'), `${JSON.stringify(table, null, 2)}\n`);
};

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const part = positionals.join(' ');
  const wanted = mutants.filter(({ name }) => name.includes(part));
  if (wanted.length === 0) throw new RangeError(`No planted bug has "${part}" in its name.`);
  const found = await inWorld((world) => huntAll(wanted, world));
  keep(wanted, found);
  return found.every(({ steps }) => steps !== undefined) ? 0 : 1;
};

await runCommand(usage, main);
