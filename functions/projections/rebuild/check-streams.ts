import { inParts } from '../../../domain/shared/parts.ts';
import type { ReadTable } from '../../shared/read-table.ts';
import type { SomeStreams } from '../../shared/store/replay.ts';
import { isCounted } from './counted.ts';
import { itemsFor } from './items.ts';
import { addName, type KeySums } from './key-sums.ts';
import { type Made, rowsOfItems } from './rows-of-streams.ts';
import { type Finding, hasExpired, keyItemOf, putRight, says, settle } from './settle.ts';

/** So many rows are looked at and put right at once. */
const rowsAtOnce = 400;
const writesAtOnce = 100;

/** What a rebuild knows while it reads streams. */
export interface Reading {
  readonly readTable: ReadTable;
  /** When it began. */
  readonly since: string;
  /** What the names of the rows add up to that events make. */
  readonly sums: KeySums;
  /** Shared rows for which all their streams were asked: they need no second look. */
  readonly settled: Set<string>;
}

/** Looks at rows as one stream makes them; where the table says something else, it is put right. */
const checkRows = async (
  { readTable, settled }: Reading,
  rows: ReadonlyMap<string, Made>,
): Promise<readonly Finding[]> => {
  const keys = [...rows.values()].map(({ row }) => keyItemOf(readTable, row));
  const items = await itemsFor(readTable, keys);
  const wrong = [...rows].filter(
    ([name, { row }]) => !hasExpired(row) && !says(items.get(name), row),
  );
  const findings = Array.from({ length: rows.size - wrong.length }, (): Finding => 'right');
  for (const some of inParts(wrong, writesAtOnce))
    findings.push(
      ...(await Promise.all(
        some.map(async ([name, { row }]) => {
          if (readTable.isShared?.(row)) settled.add(name);
          const done = await putRight(readTable, items.get(name), row);
          return done ?? (await settle(readTable, row));
        }),
      )),
    );
  return findings;
};

/** The rows that some streams make, in waves: what two streams say of one row is looked at one after the other. */
const wavesOf = (reading: Reading, { streams }: SomeStreams): readonly Map<string, Made>[] => {
  const { readTable, since, sums, settled } = reading;
  const waves: Map<string, Made>[] = [new Map()];
  for (const items of streams)
    for (const [name, made] of rowsOfItems(readTable, items, since)) {
      if (isCounted(readTable, made, since)) addName(sums, name);
      if (settled.has(name)) continue;
      const free = waves.find((wave) => !wave.has(name));
      if (free === undefined) waves.push(new Map([[name, made]]));
      else free.set(name, made);
    }
  return waves;
};

/** Checks every row that some streams make, and adds those that are counted to the sums. */
export const checkStreams = async (
  reading: Reading,
  page: SomeStreams,
): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const wave of wavesOf(reading, page))
    for (const rows of inParts([...wave], rowsAtOnce))
      findings.push(...(await checkRows(reading, new Map(rows))));
  return findings;
};
