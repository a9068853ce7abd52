import { AwsError } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import type { Pool } from './declared.ts';

export interface Attempts {
  /** Throws while a name is locked; such a try counts for nothing. */
  readonly guard: (pool: Pool, name: string) => void;
  readonly failed: (pool: Pool, name: string) => void;
  readonly succeeded: (pool: Pool, name: string) => void;
}

const failuresFree = 5;
const lockMsMax = 900_000;
/** So long without a try, and all is forgotten. */
const forgetMs = 900_000;

/**
 * Locks a name after five wrong passwords: for a second, then twice as long each time, up to 15 minutes ("Lockout
 * behavior for failed sign-in attempts", Amazon Cognito developer guide). A name that nobody has is locked alike.
 */
export const openAttempts = ({ storage, timeline }: World): Attempts => {
  const { db, begin } = storage;
  db.exec(
    `CREATE TABLE IF NOT EXISTS cognito_attempts (
       pool TEXT NOT NULL, name TEXT NOT NULL, failures INTEGER NOT NULL, locked_until_ms INTEGER NOT NULL,
       PRIMARY KEY (pool, name)
     ) STRICT`,
  );
  const read = db.prepare('SELECT * FROM cognito_attempts WHERE pool = ? AND name = ?');
  const write = db.prepare('INSERT OR REPLACE INTO cognito_attempts VALUES (?, ?, ?, ?)');
  const forget = db.prepare('DELETE FROM cognito_attempts WHERE pool = ? AND name = ?');
  const current = (pool: Pool, name: string) => {
    const row = read.get(pool.id, name.toLowerCase()) as
      | { failures: number; locked_until_ms: number }
      | undefined;
    return row !== undefined && timeline.now() < row.locked_until_ms + forgetMs ? row : undefined;
  };
  return {
    guard: (pool, name) => {
      const row = current(pool, name);
      if (row !== undefined && row.failures >= failuresFree && timeline.now() < row.locked_until_ms)
        throw new AwsError('NotAuthorizedException', 'Password attempts exceeded');
    },
    failed: (pool, name) => {
      begin();
      const failures = (current(pool, name)?.failures ?? 0) + 1;
      const lockMs =
        failures < failuresFree ? 0 : Math.min(1000 * 2 ** (failures - failuresFree), lockMsMax);
      write.run(pool.id, name.toLowerCase(), failures, timeline.now() + lockMs);
    },
    succeeded: (pool, name) => {
      if (read.get(pool.id, name.toLowerCase()) === undefined) return;
      begin();
      forget.run(pool.id, name.toLowerCase());
    },
  };
};
