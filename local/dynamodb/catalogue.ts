import type { World } from '../kernel/world.ts';
import type { Item } from './attribute-value.ts';
import type { TableDefinition } from './definition.ts';
import { tableNotFound, validation } from './errors.ts';
import { expiryOf } from './mutation.ts';
import type { Store } from './store.ts';
import { createTable, indexKey, type Table } from './table.ts';

/** The tables, found by name or ARN. */
export interface Catalogue {
  readonly tables: ReadonlyMap<string, Table>;
  readonly byId: ReadonlyMap<number, Table>;
  readonly tableOf: (nameOrArn: string | undefined) => Table;
}

/** The ARN of a table, from its name or its ARN. */
export const tableArn = ({ region, account }: World, nameOrArn: string): string =>
  nameOrArn.startsWith('arn:')
    ? nameOrArn
    : `arn:aws:dynamodb:${region}:${account}:table/${nameOrArn}`;

const keysText = ({ partition, sort }: TableDefinition): string =>
  JSON.stringify([partition, sort ?? null]);

/** Builds index entries and expiries anew after a definition changed. */
const reindex = (world: World, store: Store, table: Table): void => {
  store.clearEntries(table.id * 100, table.id * 100 + 100);
  const everything = { from: Buffer.alloc(0), to: Buffer.alloc(5, 0xff) };
  const all = [...store.walk('table', table.id, { range: everything, forward: true }, Infinity)];
  for (const stored of all) {
    const item: Item = stored.item();
    store.setExpiry(stored.id, expiryOf(table, item, world.timeline.now()));
    for (const index of table.indexes) {
      const key = indexKey(table, index, item);
      if (key !== undefined) store.addEntry(index.id, key, stored.id);
    }
  }
};

/** Gives every table a number that stays its own over restarts, and follows changes of the definitions. */
export const createCatalogue = (
  world: World,
  store: Store,
  definitions: readonly TableDefinition[],
): Catalogue => {
  const { db, begin } = world.storage;
  db.exec(`CREATE TABLE IF NOT EXISTS dynamodb_tables (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, definition TEXT NOT NULL
  )`);
  const find = db.prepare('SELECT id, definition FROM dynamodb_tables WHERE name = ?');
  const add = db.prepare('INSERT INTO dynamodb_tables (name, definition) VALUES (?, ?)');
  const change = db.prepare('UPDATE dynamodb_tables SET definition = ? WHERE id = ?');

  const open = (definition: TableDefinition): Table => {
    const text = JSON.stringify(definition);
    const arn = tableArn(world, definition.name);
    const known = find.get(definition.name) as { id: number; definition: string } | undefined;
    if (known === undefined) {
      begin();
      const id = Number(add.run(definition.name, text).lastInsertRowid);
      return createTable(definition, { id, arn });
    }
    const table = createTable(definition, { id: known.id, arn });
    if (known.definition === text) return table;
    if (keysText(JSON.parse(known.definition)) !== keysText(definition)) {
      throw new Error(`the key of table ${definition.name} changed; its stored items do not fit`);
    }
    begin();
    change.run(text, known.id);
    reindex(world, store, table);
    return table;
  };

  const tables = new Map(definitions.map((definition) => [definition.name, open(definition)]));
  const byId = new Map([...tables.values()].map((table) => [table.id, table]));
  return {
    tables,
    byId,
    tableOf: (nameOrArn) => {
      if (typeof nameOrArn !== 'string' || nameOrArn === '') {
        throw validation(
          "The parameter 'TableName' is required but was not present in the request",
        );
      }
      const name = nameOrArn.startsWith('arn:') ? nameOrArn.split(':table/')[1] : nameOrArn;
      const table = tables.get(name ?? '');
      if (table === undefined) throw tableNotFound();
      return table;
    },
  };
};
