import type { Storage } from '../../kernel/storage.ts';

/** One check of somebody's identity. */
export interface Session {
  readonly sessionId: string;
  /** The caller's own name for it: one session each. */
  readonly reference: string;
  readonly createdAt: string;
}

const schema = `
  CREATE TABLE IF NOT EXISTS sandbox_identity_sessions (
    id TEXT PRIMARY KEY, reference TEXT NOT NULL UNIQUE, created_at TEXT NOT NULL);
`;
const columns = 'id AS sessionId, reference, created_at AS createdAt';

/** The provider's sessions. */
export const createSessions = (storage: Storage) => {
  storage.db.exec(schema);
  const insert = storage.db.prepare('INSERT INTO sandbox_identity_sessions VALUES (?, ?, ?)');
  const find = storage.db.prepare(
    `SELECT ${columns} FROM sandbox_identity_sessions WHERE reference = ?`,
  );
  const latest = storage.db.prepare(
    `SELECT ${columns} FROM sandbox_identity_sessions ORDER BY rowid DESC LIMIT ?`,
  );
  return {
    add: ({ sessionId, reference, createdAt }: Session): void => {
      storage.begin();
      insert.run(sessionId, reference, createdAt);
    },
    byReference: (reference: string) => find.get(reference) as unknown as Session | undefined,
    /** Newest first. */
    latest: (limit: number) => latest.all(limit) as unknown as readonly Session[],
  };
};
