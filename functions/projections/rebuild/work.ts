import { foundTogether } from '../../../domain/rebuilds/findings.ts';
import { parts, type Step } from '../../shared/rebuild-parts.ts';
import type { CommitItem } from '../../shared/store/codec.ts';
import { streamsOfSegment } from '../../shared/store/replay.ts';
import { readTables } from '../read-tables.ts';
import { checkStreams } from './check-streams.ts';
import { pageOfRows, type RowPage } from './items.ts';
import { sumsFromText, sumsToText } from './key-sums.ts';
import { countsOf, type Part, type Turn } from './part.ts';
import type { Finding } from './settle.ts';
import { sumRows, sweepRows } from './sweep-rows.ts';

/** One turn of a part. `since` is when the rebuild began; `mayGoOn` is asked after each page. */
type Work = (part: Part, since: string, mayGoOn: () => boolean) => Promise<Turn>;

const placeOf = ({ after }: Part) => (after === undefined ? undefined : JSON.parse(after));

const eventsIn = (streams: readonly (readonly CommitItem[])[]): number =>
  streams.flat().reduce((sum, { count }) => sum + Number(count?.N), 0);

const readStreams: Work = async (part, since, mayGoOn) => {
  const readTable = readTables[part.projection];
  const reading = { readTable, since, sums: sumsFromText(part.sums), settled: new Set<string>() };
  let { counts } = part;
  const pages = streamsOfSegment({
    segment: part.part,
    segments: parts,
    kinds: readTable.aggregates,
    after: placeOf(part),
  });
  for await (const page of pages) {
    const findings = await checkStreams(reading, page);
    const events = eventsIn(page.streams);
    counts = foundTogether([counts, { events, rows: findings.length, ...countsOf(findings) }]);
    if (page.next !== undefined && !mayGoOn())
      return { counts, after: JSON.stringify(page.next), sums: sumsToText(reading.sums) };
  }
  return { counts, after: undefined, sums: sumsToText(reading.sums) };
};

/** Goes through the rows of a part. What is found there was counted when its stream was read. */
const throughRows = async (
  part: Part,
  mayGoOn: () => boolean,
  look: (page: RowPage) => Promise<readonly Finding[]>,
): Promise<Turn> => {
  const segment = { segment: part.part, segments: parts };
  let { counts } = part;
  let start = placeOf(part);
  do {
    const page = await pageOfRows(readTables[part.projection], segment, start);
    counts = foundTogether([counts, { events: 0, rows: 0, ...countsOf(await look(page)) }]);
    start = page.next;
  } while (start !== undefined && mayGoOn());
  return { counts, after: start === undefined ? undefined : JSON.stringify(start) };
};

const countRows: Work = async (part, since, mayGoOn) => {
  const sums = sumsFromText(part.sums);
  const turn = await throughRows(part, mayGoOn, (page) =>
    sumRows(readTables[part.projection], page, { since, sums }),
  );
  return { ...turn, sums: sumsToText(sums) };
};

const sweep: Work = (part, _since, mayGoOn) => {
  const groups = new Set(part.groups);
  return throughRows(part, mayGoOn, (page) => sweepRows(readTables[part.projection], page, groups));
};

/** What is done in a turn of each step. */
export const work: Readonly<Record<Step, Work>> = {
  streams: readStreams,
  rows: countRows,
  sweep,
};
