import { projectionNames } from '../../domain/shared/names.ts';
import { readTables } from '../../functions/projections/read-tables.ts';
import { says } from '../../functions/projections/rebuild/settle.ts';
import { nameOfRow } from '../../functions/shared/read-table.ts';
import { toRow } from '../../functions/shared/rows.ts';
import { assemblyFolder } from '../../local/start/builds.ts';
import { openPlatform, type Platform, tokenOf } from '../e2e/platform.ts';
import type { Item } from '../simulation/stores.ts';
import { readExport, writeExport } from './export.ts';
import { type Verdict, verify } from './verify.ts';
import { openAtRest } from './world.ts';

export interface DrillOptions {
  /** The database of a world that does not run, at rest. It is wiped and brought back. */
  readonly database: string;
  /** Where the export goes. */
  readonly folder: string;
  readonly root: string;
  readonly say: (text: string) => void;
}

/** What a drill came to. */
export interface DrillResult extends Verdict {
  readonly rebuilds: readonly {
    readonly name: string;
    readonly events: number;
    readonly restored: number;
    readonly seconds: number;
  }[];
}

/** Rebuilds every read table of a running platform, one after the other. */
export const rebuildAll = async (
  platform: Platform,
  say: (text: string) => void,
): Promise<DrillResult['rebuilds']> => {
  const rebuilds: DrillResult['rebuilds'][number][] = [];
  for (const name of projectionNames) {
    const started = performance.now();
    const token = await tokenOf(platform, 'admin');
    const path = `/v1/admin/projections/${name}/rebuilds`;
    const { status, body } = await platform.call('POST', path, { token, body: {} });
    if (status !== 202) throw new Error(`${name} is not rebuilt: ${JSON.stringify(body)}`);
    await platform.cloud.idle();
    const seconds = (performance.now() - started) / 1_000;
    const shown = await platform.call('GET', '/v1/admin/projections', { token });
    const { rebuild } = shown.body.items.find((row: { name: string }) => row.name === name);
    if (rebuild.status !== 'completed') throw new Error(`the rebuild of ${name} has not ended`);
    const { events, restored } = rebuild;
    rebuilds.push({ name, events, restored, seconds });
    say(`  ${name}: ${restored} rows out of ${events} events in ${seconds.toFixed(1)} s`);
  }
  return rebuilds;
};

type Tables = ReadonlyMap<string, readonly Item[]>;

const versionOf = (item: Item): number => Number(item['version']?.N);

/** What a row said before and does not say now. The world goes on meanwhile: a newer row is none of it. */
const lostRows = (before: Tables, after: Tables): readonly string[] =>
  projectionNames.flatMap((name) => {
    const key = (item: Item) => nameOfRow(readTables[name], toRow(item));
    const has = new Map((after.get(name) ?? []).map((item) => [key(item), item]));
    return (before.get(name) ?? []).flatMap((item) => {
      const now = has.get(key(item));
      if (now !== undefined && versionOf(now) > versionOf(item)) return [];
      if (now !== undefined && says(now, toRow(item))) return [];
      return [`${name} ${key(item)}: the row is not as it was`];
    });
  });

const lostCommits = (before: Tables, after: Tables): readonly string[] => {
  const nameOf = ({ stream, version, hash }: Item) =>
    `${stream?.S} ${version?.N} ${JSON.stringify(hash)}`;
  const has = new Set((after.get('events') ?? []).map(nameOf));
  return (before.get('events') ?? [])
    .filter((item) => !has.has(nameOf(item)))
    .map(({ stream, version }) => `${stream?.S} ${version?.N} was not restored`);
};

/** Export, wipe, restore, rebuild, verify. Stops before the wipe when the export is not whole. */
export const drill = async ({
  database,
  folder,
  root,
  say,
}: DrillOptions): Promise<DrillResult> => {
  const assembly = await assemblyFolder({ root });
  const world = openAtRest(database, assembly);
  say('Exporting every table.');
  writeExport(folder, world.take(), new Date().toISOString());
  const exported = readExport(folder);
  const verdict = await verify(exported);
  say(`  ${verdict.events} events in ${verdict.streams} streams, ${verdict.rows} rows`);
  if (verdict.faults.length > 0) {
    world.close();
    return { ...verdict, rebuilds: [] };
  }
  say('Wiping, and restoring the ledger.');
  world.wipe();
  await world.restore(exported.tables);
  world.close();
  say('Rebuilding every read table.');
  const platform = await openPlatform(database);
  const rebuilds = await rebuildAll(platform, say).finally(platform.stop);
  say('Verifying what was restored.');
  const restored = openAtRest(database, assembly);
  const after = new Map(Object.entries(restored.take()));
  restored.close();
  const again = await verify({ tables: after, heads: undefined, faults: [] });
  const { tables } = exported;
  const faults = [...again.faults, ...lostCommits(tables, after), ...lostRows(tables, after)];
  return { ...again, faults, rebuilds };
};
