import type { Storage } from '../kernel/storage.ts';

/** Small JSON values that outlive the process, by name. */
export interface Settings {
  readonly get: (name: string) => unknown;
  /** Durable once the storage says so. */
  readonly set: (name: string, value: unknown) => void;
}

/** The sandbox's own settings: how the bank behaves, what the market does, how far the clock was moved. */
export const createSettings = (storage: Storage): Settings => {
  storage.db.exec(
    'CREATE TABLE IF NOT EXISTS sandbox_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID',
  );
  const read = storage.db.prepare('SELECT value FROM sandbox_settings WHERE name = ?');
  const write = storage.db.prepare(
    'INSERT INTO sandbox_settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  return {
    get: (name) => {
      const row = read.get(name);
      return row === undefined ? undefined : JSON.parse(String(row['value']));
    },
    set: (name, value) => {
      storage.begin();
      write.run(name, JSON.stringify(value));
    },
  };
};
