import type { Published } from './messages.ts';
import type { Key, Row } from './rows.ts';

/** What one event says of one row. */
export interface RowWrite {
  readonly key: Key;
  /** Set unless the row already reflects this version or a newer one. */
  readonly cells: Row;
  /** The cell that decides which is newer; `version` unless told. */
  readonly order?: string;
  /** What holds for ever, and is set however late the event comes. */
  readonly lasting?: Row;
}

/** A read table as its events make it: a projection keeps it by this, and a rebuild checks it by the same. */
export interface ReadTable {
  /** The table's name; read when it is used, since each function knows only its own. */
  readonly table: () => string;
  /** The names of the key's attributes. */
  readonly key: readonly string[];
  /** The kinds of streams whose events say something. */
  readonly aggregates: readonly string[];
  /** What an event says; nothing for an event that is none of the table's. */
  readonly writesOf: (event: Published) => readonly RowWrite[];
  /** Every stream whose events may have made a row, by its key and, where that does not tell, by its cells. */
  readonly streamsOf: (row: Row) => readonly string[] | Promise<readonly string[]>;
  /** Whether several streams make a row, by its key; none does unless told. */
  readonly isShared?: (key: Readonly<Record<string, unknown>>) => boolean;
  /** Each stream makes one row, which says what its last event says and nothing of those before. */
  readonly lastOnly?: true;
  /** The cell with the time of the newest event that a row tells of, or of any since its first. */
  readonly time?: string;
}

/** A row as one more write leaves it, by the same rule as `writeRow` in the table. */
export const rowAfter = (row: Row | undefined, write: RowWrite): Row => {
  const { key, cells, order = 'version', lasting = {} } = write;
  if (row === undefined) return { ...key, ...lasting, ...cells };
  const [before, now] = [row[order], cells[order]];
  const isNewer = before === undefined || Number(before) < Number(now);
  return isNewer ? { ...row, ...lasting, ...cells } : { ...row, ...lasting };
};

/** The name of a row, to find it by. */
export const nameOfRow = ({ key }: Pick<ReadTable, 'key'>, row: Row | Key): string =>
  JSON.stringify(key.map((name) => row[name]));
