import type { Storage } from '../kernel/storage.ts';

/** A delivery that did not succeed at once: the event's JSON text and when to try next. Times in ms since 1970. */
export interface Pending {
  readonly id: number;
  readonly targetKey: string;
  readonly event: string;
  readonly createdMs: number;
  readonly attempts: number;
  readonly dueMs: number;
}

/** Keeps what is still to be delivered over restarts. */
export interface DeliveryStore {
  readonly add: (pending: Omit<Pending, 'id'>) => Pending;
  readonly update: (pending: Pending) => void;
  readonly remove: (id: number) => void;
  readonly load: () => readonly Pending[];
}

/** Opens the table of pending deliveries. */
export const createDeliveryStore = ({ db, begin }: Storage): DeliveryStore => {
  db.exec(`CREATE TABLE IF NOT EXISTS events_deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, event TEXT NOT NULL,
    created INTEGER NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL
  )`);
  const insert = db.prepare(
    'INSERT INTO events_deliveries (target, event, created, attempts, due) VALUES (?, ?, ?, ?, ?)',
  );
  const update = db.prepare('UPDATE events_deliveries SET attempts = ?, due = ? WHERE id = ?');
  const remove = db.prepare('DELETE FROM events_deliveries WHERE id = ?');
  const load = db.prepare(
    'SELECT id, target AS targetKey, event, created AS createdMs, attempts, due AS dueMs FROM events_deliveries ORDER BY id',
  );
  return {
    add: (pending) => {
      begin();
      const { targetKey, event, createdMs, attempts, dueMs } = pending;
      const { lastInsertRowid } = insert.run(targetKey, event, createdMs, attempts, dueMs);
      return { ...pending, id: Number(lastInsertRowid) };
    },
    update: ({ attempts, dueMs, id }) => {
      begin();
      update.run(attempts, dueMs, id);
    },
    remove: (id) => {
      begin();
      remove.run(id);
    },
    load: () => load.all() as unknown as readonly Pending[],
  };
};
