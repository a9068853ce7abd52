import { createHash } from 'node:crypto';
import type { World } from '../kernel/world.ts';

/** One sign-in, and all the tokens that came of it. */
export interface Session {
  /** The `origin_jti` of its tokens. */
  readonly id: string;
  readonly pool: string;
  readonly client: string;
  readonly sub: string;
  readonly signedInMs: number;
  readonly expiresMs: number;
  readonly revoked: boolean;
}

/** A sign-in that waits for one more answer. */
export interface Challenge {
  readonly pool: string;
  readonly client: string;
  readonly sub: string;
  readonly name: string;
  readonly expiresMs: number;
}

export interface SessionStore {
  readonly start: (session: Omit<Session, 'revoked'>, refreshToken: string) => void;
  readonly find: (id: string) => Session | undefined;
  readonly byRefreshToken: (token: string) => Session | undefined;
  /** Gives a session its next refresh token; the one before keeps working until then. */
  readonly rotate: (session: Session, refreshToken: string, previousUntilMs: number) => void;
  readonly revoke: (id: string) => void;
  readonly revokeAll: (pool: string, sub: string) => void;
  /** Keeps a challenge and answers with the token that stands for it. */
  readonly ask: (challenge: Challenge) => string;
  /** The challenge that a token stands for, unless it has expired. */
  readonly asked: (token: string) => Challenge | undefined;
  readonly settle: (token: string) => void;
}

const tables = `
  CREATE TABLE IF NOT EXISTS cognito_sessions (
    id TEXT PRIMARY KEY, pool TEXT NOT NULL, client TEXT NOT NULL, sub TEXT NOT NULL,
    signed_in_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS cognito_sessions_by_user ON cognito_sessions (pool, sub);
  CREATE TABLE IF NOT EXISTS cognito_refresh_tokens (
    hash TEXT PRIMARY KEY, session TEXT NOT NULL, until_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS cognito_refresh_tokens_by_session ON cognito_refresh_tokens (session);
  CREATE TABLE IF NOT EXISTS cognito_challenges (
    hash TEXT PRIMARY KEY, doc TEXT NOT NULL, expires_ms INTEGER NOT NULL
  ) STRICT;`;

const challengeTokenBytes = 48;

/** A token is kept only as its hash, so that the store does not hold what signs in. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

const sessionOf = (row: unknown): Session | undefined => {
  if (row === undefined) return undefined;
  const { id, pool, client, sub, signed_in_ms, expires_ms, revoked } = row as Record<
    'id' | 'pool' | 'client' | 'sub',
    string
  > &
    Record<'signed_in_ms' | 'expires_ms' | 'revoked', number>;
  const times = { signedInMs: signed_in_ms, expiresMs: expires_ms };
  return { id, pool, client, sub, ...times, revoked: revoked === 1 };
};

const openChallenges = ({ storage, random, timeline }: World) => {
  const { db, begin } = storage;
  const keep = db.prepare('INSERT INTO cognito_challenges VALUES (?, ?, ?)');
  const read = db.prepare('SELECT doc FROM cognito_challenges WHERE hash = ? AND expires_ms > ?');
  const drop = db.prepare('DELETE FROM cognito_challenges WHERE hash = ? OR expires_ms <= ?');
  return {
    ask: (challenge: Challenge): string => {
      begin();
      const token = Buffer.from(random.bytes(challengeTokenBytes)).toString('base64url');
      keep.run(hashOf(token), JSON.stringify(challenge), challenge.expiresMs);
      return token;
    },
    asked: (token: string) => {
      const row = read.get(hashOf(token), timeline.now()) as { doc: string } | undefined;
      return row === undefined ? undefined : (JSON.parse(row.doc) as Challenge);
    },
    settle: (token: string): void => {
      begin();
      drop.run(hashOf(token), timeline.now());
    },
  };
};

/** Sign-ins, their refresh tokens, and challenges under way. */
export const openSessionStore = (world: World): SessionStore => {
  const { storage, timeline } = world;
  const { db, begin } = storage;
  db.exec(tables);
  const byId = db.prepare('SELECT * FROM cognito_sessions WHERE id = ?');
  const byToken = db.prepare(
    `SELECT s.* FROM cognito_refresh_tokens t JOIN cognito_sessions s ON s.id = t.session
     WHERE t.hash = ? AND t.until_ms > ?`,
  );
  const insert = db.prepare(
    `INSERT INTO cognito_sessions (id, pool, client, sub, signed_in_ms, expires_ms)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const insertToken = db.prepare('INSERT INTO cognito_refresh_tokens VALUES (?, ?, ?)');
  const retire = db.prepare(
    'UPDATE cognito_refresh_tokens SET until_ms = min(until_ms, ?) WHERE session = ?',
  );
  const revoke = db.prepare('UPDATE cognito_sessions SET revoked = 1 WHERE id = ?');
  const revokeAll = db.prepare(
    'UPDATE cognito_sessions SET revoked = 1 WHERE pool = ? AND sub = ?',
  );
  // An expired token is answered as such, so it is told apart from one that never was.
  const forEver = Number.MAX_SAFE_INTEGER;
  return {
    ...openChallenges(world),
    start: ({ id, pool, client, sub, signedInMs, expiresMs }, refreshToken) => {
      begin();
      insert.run(id, pool, client, sub, signedInMs, expiresMs);
      insertToken.run(hashOf(refreshToken), id, forEver);
    },
    find: (id) => sessionOf(byId.get(id)),
    byRefreshToken: (token) => sessionOf(byToken.get(hashOf(token), timeline.now())),
    rotate: ({ id }, refreshToken, previousUntilMs) => {
      begin();
      retire.run(previousUntilMs, id);
      insertToken.run(hashOf(refreshToken), id, forEver);
    },
    revoke: (id) => {
      begin();
      revoke.run(id);
    },
    revokeAll: (pool, sub) => {
      begin();
      revokeAll.run(pool, sub);
    },
  };
};
