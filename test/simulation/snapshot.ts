import type { Storage } from '../../local/kernel/storage.ts';

const named = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Writes all that a storage holds to a file. */
export const saveSnapshot = async ({ db, durable }: Storage, file: string): Promise<void> => {
  await durable();
  db.prepare('VACUUM INTO ?').run(file);
};

/** Fills an empty storage with what a file holds, so that a run begins where the preparation ended. */
export const loadSnapshot = ({ db }: Storage, file: string): void => {
  db.prepare('ATTACH DATABASE ? AS snapshot').run(file);
  const made = db
    .prepare(
      "SELECT type, name, sql FROM snapshot.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC",
    )
    .all() as { readonly type: string; readonly name: string; readonly sql: string }[];
  for (const { sql } of made) db.exec(sql);
  for (const { type, name } of made)
    if (type === 'table')
      db.exec(`INSERT INTO main.${named(name)} SELECT * FROM snapshot.${named(name)}`);
  db.exec('DETACH DATABASE snapshot');
};
