import type { DatabaseSync } from 'node:sqlite';
import type { Storage } from '../kernel/storage.ts';
import type { Item } from './attribute-value.ts';
import type { KeyRange } from './key-codec.ts';

/** An item as it lies in storage; `item()` reads it once, when somebody asks. */
export interface Stored {
  readonly id: number;
  /** Bytes as DynamoDB counts them. */
  readonly size: number;
  readonly text: string;
  readonly item: () => Item;
}

interface Walk {
  readonly range: KeyRange;
  readonly forward: boolean;
}

interface Row {
  readonly id: number;
  readonly key: Uint8Array;
  readonly item: string;
  readonly size: number;
}

const storedOf = (row: Row): Stored => {
  let parsed: Item | undefined;
  return {
    id: row.id,
    size: row.size,
    text: row.item,
    item: () => {
      parsed ??= JSON.parse(row.item) as Item;
      return parsed;
    },
  };
};

/** A walk reads this many rows at a time, so that a page can end early. */
const chunkRows = 100;

const schema = `
  CREATE TABLE IF NOT EXISTS dynamodb_items (
    id INTEGER PRIMARY KEY, tbl INTEGER NOT NULL, key BLOB NOT NULL,
    item TEXT NOT NULL, size INTEGER NOT NULL, expires INTEGER
  );
  CREATE UNIQUE INDEX IF NOT EXISTS dynamodb_items_key ON dynamodb_items (tbl, key);
  CREATE INDEX IF NOT EXISTS dynamodb_items_expires ON dynamodb_items (expires) WHERE expires IS NOT NULL;
  CREATE TABLE IF NOT EXISTS dynamodb_entries (
    idx INTEGER NOT NULL, key BLOB NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (idx, key)
  ) WITHOUT ROWID;
`;

const walkOf = (order: 'ASC' | 'DESC') => ({
  table: `SELECT id, key, item, size FROM dynamodb_items
    WHERE tbl = ? AND key >= ? AND key < ? ORDER BY key ${order} LIMIT ?`,
  index: `SELECT i.id, e.key, i.item, i.size FROM dynamodb_entries e JOIN dynamodb_items i ON i.id = e.item
    WHERE e.idx = ? AND e.key >= ? AND e.key < ? ORDER BY e.key ${order} LIMIT ?`,
});

const createItems = (db: DatabaseSync) => {
  const get = db.prepare(
    'SELECT id, key, item, size FROM dynamodb_items WHERE tbl = ? AND key = ?',
  );
  const insert = db.prepare(
    'INSERT INTO dynamodb_items (tbl, key, item, size, expires) VALUES (?, ?, ?, ?, ?)',
  );
  const update = db.prepare(
    'UPDATE dynamodb_items SET item = ?, size = ?, expires = ? WHERE id = ?',
  );
  const remove = db.prepare('DELETE FROM dynamodb_items WHERE id = ?');
  const count = db.prepare(
    'SELECT count(*) AS items, coalesce(sum(size), 0) AS bytes FROM dynamodb_items WHERE tbl = ?',
  );
  return {
    get: (table: number, key: Uint8Array): Stored | undefined => {
      const row = get.get(table, key) as unknown as Row | undefined;
      return row === undefined ? undefined : storedOf(row);
    },
    /** Returns the number of the new row. */
    insert: (table: number, key: Uint8Array, text: string, size: number, expires: number | null) =>
      Number(insert.run(table, key, text, size, expires).lastInsertRowid),
    update: (id: number, text: string, size: number, expires: number | null): void => {
      update.run(text, size, expires, id);
    },
    remove: (id: number): void => {
      remove.run(id);
    },
    count: (table: number) => count.get(table) as { items: number; bytes: number },
  };
};

const createEntries = (db: DatabaseSync) => {
  const add = db.prepare('INSERT INTO dynamodb_entries (idx, key, item) VALUES (?, ?, ?)');
  const remove = db.prepare('DELETE FROM dynamodb_entries WHERE idx = ? AND key = ?');
  const clear = db.prepare('DELETE FROM dynamodb_entries WHERE idx >= ? AND idx < ?');
  return {
    addEntry: (index: number, key: Uint8Array, item: number): void => {
      add.run(index, key, item);
    },
    removeEntry: (index: number, key: Uint8Array): void => {
      remove.run(index, key);
    },
    /** Forgets the entries of indexes numbered from `from` up to `to`. */
    clearEntries: (from: number, to: number): void => {
      clear.run(from, to);
    },
  };
};

const createExpiries = (db: DatabaseSync) => {
  const expired = db.prepare(
    'SELECT id, tbl, key, item, size FROM dynamodb_items WHERE expires <= ? ORDER BY expires, id LIMIT ?',
  );
  const next = db.prepare(
    'SELECT min(expires) AS due FROM dynamodb_items WHERE expires IS NOT NULL',
  );
  const set = db.prepare('UPDATE dynamodb_items SET expires = ? WHERE id = ?');
  return {
    /** Items whose second has come, earliest first. */
    expired: (second: number, limit: number): readonly (Stored & { readonly table: number })[] =>
      (expired.all(second, limit) as unknown as (Row & { tbl: number })[]).map((row) => ({
        ...storedOf(row),
        table: row.tbl,
      })),
    nextExpiry: (): number | undefined => (next.get() as { due: number | null }).due ?? undefined,
    setExpiry: (id: number, expires: number | null): void => {
      set.run(expires, id);
    },
  };
};

const createWalk = (db: DatabaseSync) => {
  const prepared = ({ table, index }: ReturnType<typeof walkOf>) => ({
    table: db.prepare(table),
    index: db.prepare(index),
  });
  const walks = { forward: prepared(walkOf('ASC')), backward: prepared(walkOf('DESC')) };

  return function* walk(
    kind: 'table' | 'index',
    id: number,
    { range, forward }: Walk,
    limit: number,
  ): Generator<Stored> {
    const statement = walks[forward ? 'forward' : 'backward'][kind];
    let { from, to }: { from: Uint8Array; to: Uint8Array } = range;
    for (let left = limit; left > 0; ) {
      const wanted = Math.min(left, chunkRows);
      const rows = statement.all(id, from, to, wanted) as unknown as Row[];
      for (const row of rows) yield storedOf(row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < wanted) return;
      if (forward) from = Buffer.concat([last.key, Buffer.of(0)]);
      else to = last.key;
      left -= rows.length;
    }
  };
};

/** Items and index entries in SQLite. It knows bytes, text and numbers of tables, and nothing of DynamoDB's rules. */
export const createStore = ({ db }: Storage) => {
  db.exec(schema);
  return {
    ...createItems(db),
    ...createEntries(db),
    ...createExpiries(db),
    /** Items in key order, at most `limit` (which may be Infinity). */
    walk: createWalk(db),
  };
};

export type Store = ReturnType<typeof createStore>;
