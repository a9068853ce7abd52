import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { openHome } from '../../local/start/home.ts';
import { populate } from '../../scripts/populate/populate.ts';
import { busyWorld } from '../e2e/busy-world.ts';
import { openPlatform } from '../e2e/platform.ts';
import { runCommand } from '../support/command-line.ts';
import { drill, rebuildAll } from './drill.ts';
import { readExport } from './export.ts';
import { verify } from './verify.ts';

const usage = `npm run drill -- [options]

  Proves that a world can be brought back: exports every table, wipes all of them, restores the ledger, rebuilds every
  read table, and verifies chains, the invariants of the ledger and every row. Without options in a world made for it,
  with money in flight.

  --world FOLDER   drill a copy of this local world, such as .local (which must not run)
  --customers N    how many holders of gold the world made for it has besides (default 1000)
  --out FOLDER     keep the export there
  --verify FOLDER  only verify an export: ours, or DynamoDB's own to S3 (a folder per table, see docs/runbook.md)
  --help           this text

  Ends with 0 when all is as it was, with 1 when something is wrong (each fault is named), with 2 for wrong options.`;

const faultsShown = 40;
const root = join(import.meta.dirname, '../..');
const say = (text: string): void => console.log(text);

const options = () => {
  const { values } = parseArgs({
    options: {
      world: { type: 'string' },
      customers: { type: 'string', default: '1000' },
      out: { type: 'string' },
      verify: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (!/^\d{1,6}$/.test(values.customers))
    throw new RangeError(`--customers takes a whole number, not "${values.customers}".`);
  return { ...values, customers: Number(values.customers) };
};

/** Names what is wrong; answers the exit code. */
const report = (faults: readonly string[]): number => {
  for (const fault of faults.slice(0, faultsShown)) say(`WRONG  ${fault}`);
  if (faults.length > faultsShown) say(`… and ${faults.length - faultsShown} more`);
  say(faults.length === 0 ? 'All is as it was.' : `${faults.length} faults.`);
  return faults.length === 0 ? 0 : 1;
};

const copyOf = (world: string, database: string): void => {
  if (!existsSync(join(world, 'assay.db'))) throw new RangeError(`${world} holds no world.`);
  const home = openHome(world, false);
  const source = new DatabaseSync(home.database);
  source.prepare('VACUUM INTO ?').run(database);
  source.close();
  home.release();
};

const made = async (database: string, customers: number): Promise<void> => {
  say(`Making a world: some people who do everything, and ${customers} holders of gold.`);
  const platform = await openPlatform(database);
  const { world, cloud } = platform;
  try {
    await busyWorld(platform);
    await populate({ world, resources: cloud.resources, customers });
    // What is filled in bulk lacks rows that nobody asks for.
    await rebuildAll(platform, say);
  } finally {
    await platform.stop();
  }
};

const run = async (): Promise<number> => {
  const { help, verify: only, world, customers, out } = options();
  if (help) {
    say(usage);
    return 0;
  }
  if (only !== undefined) {
    const verdict = await verify(readExport(resolve(only)));
    say(`${verdict.events} events in ${verdict.streams} streams, ${verdict.rows} rows.`);
    return report(verdict.faults);
  }
  const folder = mkdtempSync(join(tmpdir(), 'assay-drill-'));
  try {
    const database = join(folder, 'assay.db');
    if (world === undefined) await made(database, customers);
    else copyOf(resolve(world), database);
    const place = out === undefined ? join(folder, 'export') : resolve(out);
    const { faults } = await drill({ database, folder: place, root, say });
    return report(faults);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

await runCommand(usage, run);
