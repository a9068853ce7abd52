import { DatabaseSync } from 'node:sqlite';

/**
 * Everything the local cloud keeps, in one SQLite file (WAL), or in memory for tests. Writes made in one turn of the
 * event loop form one transaction, committed together; an acknowledgement must wait for `durable()`.
 */
export interface Storage {
  /** Run statements on it directly, but open no transaction: the storage holds one over each turn. */
  readonly db: DatabaseSync;
  /** Call before the first write of a turn (cheap when one is open already). */
  readonly begin: () => void;
  /** Resolves when everything written so far would survive a killed process. */
  readonly durable: () => Promise<void>;
  /** Commits and closes. */
  readonly close: () => void;
}

/** Opens (or creates) the store at `path`; `:memory:` keeps nothing. */
export const openStorage = (path: string): Storage => {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000');
  let turn: Promise<void> | undefined;

  const commit = (): void => {
    if (turn === undefined) return;
    turn = undefined;
    db.exec('COMMIT');
  };

  const begin = (): void => {
    if (turn !== undefined) return;
    db.exec('BEGIN');
    turn = new Promise((resolve, reject) => {
      setImmediate(() => {
        try {
          commit();
          resolve();
        } catch (error) {
          reject(error);
        }
      });
    });
    // A failed commit reaches whoever waits for it; nobody waiting must not bring the process down unnamed.
    turn.catch(() => undefined);
  };

  return {
    db,
    begin,
    durable: () => turn ?? Promise.resolve(),
    close: () => {
      commit();
      db.close();
    },
  };
};
