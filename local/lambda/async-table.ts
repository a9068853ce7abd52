import type { World } from '../kernel/world.ts';

/** One queued event. */
export interface AsyncRow {
  readonly id: number;
  readonly function_arn: string;
  readonly payload: string;
  readonly attempts: number;
  readonly queued_ms: number;
  readonly due_ms: number;
}

const SCHEMA = `CREATE TABLE IF NOT EXISTS lambda_async (
  id INTEGER PRIMARY KEY AUTOINCREMENT, function_arn TEXT NOT NULL, payload TEXT NOT NULL,
  attempts INTEGER NOT NULL, queued_ms INTEGER NOT NULL, due_ms INTEGER NOT NULL) STRICT`;

/** Where queued events are kept. */
export const openAsyncTable = ({ db }: World['storage']) => {
  db.exec(SCHEMA);
  const insert = db.prepare(
    'INSERT INTO lambda_async (function_arn, payload, attempts, queued_ms, due_ms) VALUES (?, ?, 0, ?, ?)',
  );
  const postpone = db.prepare('UPDATE lambda_async SET attempts = ?, due_ms = ? WHERE id = ?');
  const remove = db.prepare('DELETE FROM lambda_async WHERE id = ?');
  const due = db.prepare(
    'SELECT * FROM lambda_async WHERE due_ms <= ? ORDER BY due_ms, id LIMIT 100',
  );
  const next = db.prepare('SELECT min(due_ms) AS due FROM lambda_async WHERE due_ms > ?');
  const count = db.prepare('SELECT count(*) AS count FROM lambda_async WHERE due_ms > ?');
  return {
    insert: (arn: string, payload: string, nowMs: number) => insert.run(arn, payload, nowMs, nowMs),
    postpone: (row: AsyncRow, attempts: number, dueMs: number) =>
      postpone.run(attempts, dueMs, row.id),
    remove: ({ id }: AsyncRow) => remove.run(id),
    due: (nowMs: number) => due.all(nowMs) as unknown as AsyncRow[],
    nextDueMs: (nowMs: number) => (next.get(nowMs) as { due: number | null }).due ?? undefined,
    delayed: (nowMs: number) => (count.get(nowMs) as { count: number }).count,
  };
};
