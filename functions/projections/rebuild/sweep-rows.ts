import { inParts } from '../../../domain/shared/parts.ts';
import type { ReadTable } from '../../shared/read-table.ts';
import { toRow } from '../../shared/rows.ts';
import { isCounted, mustAsk } from './counted.ts';
import { itemsFor, type RowPage } from './items.ts';
import { addName, groupOf, type KeySums } from './key-sums.ts';
import { type Made, rowsOfStreams } from './rows-of-streams.ts';
import {
  type Finding,
  hasExpired,
  type Item,
  keyOfItem,
  nameOfItem,
  says,
  settle,
} from './settle.ts';

const groupsAtOnce = 16;

/** Items by the streams that they come from, so that each stream is read once for all of its rows. */
const byStreams = async (readTable: ReadTable, items: readonly Item[]) => {
  const groups = new Map<string, { streams: readonly string[]; items: Item[] }>();
  for (const item of items) {
    const streams = await readTable.streamsOf(toRow(item));
    const group = groups.get(streams.join('\n')) ?? { streams, items: [] };
    group.items.push(item);
    groups.set(streams.join('\n'), group);
  }
  return [...groups.values()];
};

const sweepRow = (readTable: ReadTable, made: Made | undefined, item: Item) =>
  made !== undefined && (hasExpired(made.row) || says(item, made.row))
    ? ('right' as const)
    : settle(readTable, toRow(item));

/** Asks the events for some rows, and hands on what they make of each; what no event explains is taken out. */
const ask = async (
  readTable: ReadTable,
  aged: readonly Item[],
  since: string,
  hear: (name: string, made: Made) => void,
): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  const keys = aged.map((item) => keyOfItem(readTable, item));
  const items = [...(await itemsFor(readTable, keys)).values()];
  for (const groups of inParts(await byStreams(readTable, items), groupsAtOnce))
    await Promise.all(
      groups.map(async ({ streams, items: some }) => {
        const rows = await rowsOfStreams(readTable, streams, since);
        for (const item of some) {
          const name = nameOfItem(readTable, item);
          const made = rows.get(name);
          if (made !== undefined) hear(name, made);
          findings.push(await sweepRow(readTable, made, item));
        }
      }),
    );
  return findings;
};

/** Adds a page's rows to the sums. Where a row cannot tell whether it is counted, the events are asked at once. */
export const sumRows = async (
  readTable: ReadTable,
  { items }: RowPage,
  { since, sums }: { readonly since: string; readonly sums: KeySums },
): Promise<readonly Finding[]> => {
  const unclear: Item[] = [];
  for (const item of items)
    if (mustAsk(readTable, item, since)) unclear.push(item);
    else addName(sums, nameOfItem(readTable, item));
  return ask(readTable, unclear, since, (name, made) => {
    if (isCounted(readTable, made, since)) addName(sums, name);
  });
};

/** Looks at those of a page's rows that are in some groups: what no event explains is taken out. */
export const sweepRows = (
  readTable: ReadTable,
  { items }: RowPage,
  groups: ReadonlySet<number>,
): Promise<readonly Finding[]> =>
  ask(
    readTable,
    items.filter((item) => groups.has(groupOf(nameOfItem(readTable, item)))),
    '',
    () => undefined,
  );
