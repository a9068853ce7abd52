import { aggregateOf, type SomeFolding } from '../../shared/aggregates.ts';
import type { Published } from '../../shared/messages.ts';
import { publishedOf, publishedWith } from '../../shared/published.ts';
import { nameOfRow, type ReadTable, rowAfter } from '../../shared/read-table.ts';
import type { Row } from '../../shared/rows.ts';
import { type CommitItem, decodeCommit } from '../../shared/store/codec.ts';
import { foldedEvents, itemsOf } from '../../shared/store/history.ts';
import type { Commit } from '../../shared/store/types.ts';

/** A row as its events make it. */
export interface Made {
  readonly row: Row;
  /** When the first event came that the row tells of. */
  readonly bornAt: string;
}

/** Rows by their names. */
export type Rows = Map<string, Made>;

/** The events of a stream as the bus told them. States that older code wrote are folded again. */
const publishedIn = (aggregate: SomeFolding, commits: readonly Commit[]): readonly Published[] => {
  if (commits.every(({ stateVersion }) => stateVersion === aggregate.stateVersion))
    return commits.flatMap(publishedOf);
  let state = aggregate.initialState;
  return commits.flatMap((commit) => {
    state = foldedEvents(commit).reduce(aggregate.evolve, state);
    return publishedWith(commit, state);
  });
};

/**
 * The commits of a stream that a table's rows come from. Where its last event says all, that is the last one, unless
 * older code wrote it or it is not older than `since`: then it matters when the stream began.
 */
const commitsFor = (
  { lastOnly }: ReadTable,
  { stateVersion }: SomeFolding,
  items: readonly CommitItem[],
  since: string,
): readonly Commit[] => {
  const newest = items.at(-1);
  if (lastOnly && newest !== undefined) {
    const commit = decodeCommit(newest);
    if (commit.stateVersion === stateVersion && commit.meta.at < since) return [commit];
  }
  return items.map(decodeCommit);
};

/** Adds to rows what events make of them, as the projection would. */
export const addEvents = (readTable: ReadTable, events: readonly Published[], rows: Rows): void => {
  for (const event of events)
    for (const write of readTable.writesOf(event)) {
      const name = nameOfRow(readTable, write.key);
      const before = rows.get(name);
      const bornAt = before?.bornAt ?? event.timestamp;
      rows.set(name, { row: rowAfter(before?.row, write), bornAt });
    }
};

const addRows = (
  readTable: ReadTable,
  items: readonly CommitItem[],
  since: string,
  rows: Rows,
): void => {
  const stream = `${items[0]?.['stream']?.S}`;
  const aggregate = aggregateOf(stream.slice(0, stream.indexOf('-')));
  if (aggregate === undefined) return;
  const commits = commitsFor(readTable, aggregate, items, since);
  addEvents(readTable, publishedIn(aggregate, commits), rows);
};

/** The rows that one stream makes; births are exact for rows that are not older than `since`. */
export const rowsOfItems = (
  readTable: ReadTable,
  items: readonly CommitItem[],
  since: string,
): Rows => {
  const rows: Rows = new Map();
  addRows(readTable, items, since, rows);
  return rows;
};

const storedItems = async (stream: string): Promise<readonly CommitItem[]> => {
  const items: CommitItem[] = [];
  for await (const item of itemsOf(stream)) items.push(item);
  return items;
};

/** The rows that some streams make together, read strongly. */
export const rowsOfStreams = async (
  readTable: ReadTable,
  streams: readonly string[],
  since = '',
): Promise<Rows> => {
  const rows: Rows = new Map();
  for (const items of await Promise.all(streams.map(storedItems)))
    addRows(readTable, items, since, rows);
  return rows;
};
