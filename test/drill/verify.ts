import { projectionNames } from '../../domain/shared/names.ts';
import { readTables } from '../../functions/projections/read-tables.ts';
import { hasExpired, says } from '../../functions/projections/rebuild/settle.ts';
import { aggregateOf } from '../../functions/shared/aggregates.ts';
import { publishedOf } from '../../functions/shared/published.ts';
import { nameOfRow, rowAfter } from '../../functions/shared/read-table.ts';
import { type Row, toRow } from '../../functions/shared/rows.ts';
import { decodeCommit } from '../../functions/shared/store/codec.ts';
import { faultsOf, tallyOf } from '../simulation/oracles/ledger.ts';
import { allocationFaults, poolBooksOf } from '../simulation/oracles/pools.ts';
import {
  byStream,
  type Item,
  type StoredCommit,
  type Streams,
  withBytes,
} from '../simulation/stores.ts';
import type { Export } from './export.ts';

/** What was looked at, and what is wrong with it; nothing wrong is an empty list. */
export interface Verdict {
  readonly streams: number;
  readonly events: number;
  readonly rows: number;
  readonly faults: readonly string[];
}

const lastVersion = ({ commit }: StoredCommit): number => commit.version + commit.events.length - 1;

const readable = (items: readonly Item[], faults: string[]): readonly StoredCommit[] =>
  items.flatMap((raw) => {
    try {
      const item = withBytes(raw);
      return [{ item, commit: decodeCommit(item) }];
    } catch {
      faults.push(`${raw['stream']?.S} ${raw['version']?.N}: the commit cannot be read`);
      return [];
    }
  });

/** What was there when the export was taken and is not there now, at the end of a stream. */
const lostEnds = (streams: Streams, heads: Export['heads']): readonly string[] =>
  Object.entries(heads ?? {}).flatMap(([stream, head]) => {
    const last = streams.get(stream)?.at(-1);
    const version = last === undefined ? 0 : lastVersion(last);
    return version === head ? [] : [`${stream} ends at ${version}, and ended at ${head}`];
  });

/** Invariant 1 wallet by wallet: what the events add up to is what the wallet says of itself. */
const unbalanced = (streams: Streams): readonly string[] =>
  [...streams].flatMap(([stream, stored]) => {
    const last = stored.at(-1);
    if (!stream.startsWith('wallet-') || last === undefined) return [];
    const { tally } = tallyOf(stream, stored);
    const state = last.commit.state as Readonly<Record<string, bigint>>;
    return (['available', 'reserved', 'grams', 'costBasis'] as const)
      .filter((name) => tally[name] !== state[name])
      .map((name) => `${stream}: ${name} is ${state[name]}, its events come to ${tally[name]}`);
  });

/** Invariant 6: every read table says what the events make of it. */
const wrongRows = (streams: Streams, tables: Export['tables']) => {
  const events = [...streams.values()].flatMap((stored) =>
    aggregateOf(`${stored[0]?.commit.stream.split('-')[0]}`) === undefined
      ? []
      : stored.flatMap(({ commit }) => publishedOf(commit)),
  );
  const faults: string[] = [];
  let rows = 0;
  for (const name of projectionNames.filter((each) => tables.has(each))) {
    const readTable = readTables[name];
    const made = new Map<string, Row>();
    for (const write of events.flatMap(readTable.writesOf)) {
      const key = nameOfRow(readTable, write.key);
      made.set(key, rowAfter(made.get(key), write));
    }
    for (const item of tables.get(name) ?? []) {
      const key = nameOfRow(readTable, toRow(item));
      const row = made.get(key);
      made.delete(key);
      rows += 1;
      if (row === undefined) faults.push(`${name} ${key}: no event explains the row`);
      else if (!says(item, row) && !hasExpired(row))
        faults.push(`${name} ${key}: the row says something else than the events`);
    }
    for (const [key, row] of made)
      if (!hasExpired(row)) faults.push(`${name} ${key}: the row is missing`);
  }
  return { rows, faults };
};

/** Holds an export against itself: files, chains, the invariants of the ledger, and what is read against what happened. */
export const verify = async ({ tables, heads, faults: ofFiles }: Export): Promise<Verdict> => {
  const unreadable: string[] = [];
  const stored = readable(tables.get('events') ?? [], unreadable);
  const streams = byStream(stored);
  const read = wrongRows(streams, tables);
  const guards = (tables.get('guards') ?? []).map((item) => toRow(item));
  return {
    streams: streams.size,
    events: stored.reduce((sum, { commit }) => sum + commit.events.length, 0),
    rows: read.rows,
    faults: [
      ...ofFiles,
      ...unreadable,
      ...lostEnds(streams, heads),
      ...(await faultsOf(streams, guards)),
      ...unbalanced(streams),
      ...poolBooksOf(streams).flatMap(allocationFaults),
      ...read.faults,
    ],
  };
};
