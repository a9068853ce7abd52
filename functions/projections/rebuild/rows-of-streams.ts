import { aggregateOf } from '../../shared/aggregates.ts';
import type { Published } from '../../shared/messages.ts';
import { publishedOf, publishedWith } from '../../shared/published.ts';
import { nameOfRow, type ReadTable, type RowWrite, rowAfter } from '../../shared/read-table.ts';
import type { Row } from '../../shared/rows.ts';
import { commitsOf, foldedEvents } from '../../shared/store/history.ts';
import type { Commit } from '../../shared/store/types.ts';

/** The events of a stream as the bus told them. States that older code wrote are folded again. */
const publishedIn = (commits: readonly Commit[]): readonly Published[] => {
  const [first] = commits;
  const aggregate = aggregateOf(`${first?.stream.slice(0, first.stream.indexOf('-'))}`);
  if (aggregate === undefined) return [];
  if (commits.every(({ stateVersion }) => stateVersion === aggregate.stateVersion))
    return commits.flatMap(publishedOf);
  let state = aggregate.initialState;
  return commits.flatMap((commit) => {
    state = foldedEvents(commit).reduce(aggregate.evolve, state);
    return publishedWith(commit, state);
  });
};

/** Rows by their names. */
export type Rows = Map<string, Row>;

const apply = (readTable: ReadTable, rows: Rows, writes: readonly RowWrite[]): Rows => {
  for (const write of writes) {
    const name = nameOfRow(readTable, write.key);
    rows.set(name, rowAfter(rows.get(name), write));
  }
  return rows;
};

/** What a stream says of a read table. */
const writesIn = (readTable: ReadTable, commits: readonly Commit[]): readonly RowWrite[] =>
  publishedIn(commits).flatMap(readTable.writesOf);

/** The rows that one stream makes. */
export const rowsOfCommits = (readTable: ReadTable, commits: readonly Commit[]): Rows =>
  apply(readTable, new Map(), writesIn(readTable, commits));

const storedCommits = async (stream: string): Promise<readonly Commit[]> => {
  const commits: Commit[] = [];
  for await (const commit of commitsOf(stream)) commits.push(commit);
  return commits;
};

/** The rows that some streams make together, read strongly. */
export const rowsOfStreams = async (
  readTable: ReadTable,
  streams: readonly string[],
): Promise<Rows> => {
  const stored = await Promise.all(streams.map(storedCommits));
  return apply(
    readTable,
    new Map(),
    stored.flatMap((commits) => writesIn(readTable, commits)),
  );
};
