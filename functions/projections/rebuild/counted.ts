import type { ReadTable } from '../../shared/read-table.ts';
import type { Row } from '../../shared/rows.ts';
import type { Made } from './rows-of-streams.ts';
import { hasExpired, type Item } from './settle.ts';

/*
 * The rows of a table are summed up twice: as the events make them, and as they stand there. Both times those are counted
 * that were there when the rebuild began (`since`), so that what happens meanwhile makes no difference.
 */

const timeOf = ({ time }: ReadTable, row: Row): string | undefined =>
  time === undefined || row[time] === undefined ? undefined : `${row[time]}`;

/** Whether a row that events make is counted. */
export const isCounted = (readTable: ReadTable, { row, bornAt }: Made, since: string): boolean => {
  if (readTable.isShared?.(row) || hasExpired(row)) return false;
  const time = timeOf(readTable, row);
  return time === undefined || time < since || bornAt < since;
};

/** Whether a table's row is counted cannot be told by its own cells: its events are to be asked. */
export const mustAsk = (readTable: ReadTable, item: Item, since: string): boolean => {
  const { key, time, isShared } = readTable;
  const expiresAt = item['expiresAt']?.N;
  if (expiresAt !== undefined && hasExpired({ expiresAt: Number(expiresAt) })) return true;
  if (isShared?.(Object.fromEntries(key.map((name) => [name, item[name]?.S])))) return true;
  const told = time === undefined ? undefined : item[time]?.S;
  return told !== undefined && told >= since;
};
