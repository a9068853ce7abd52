import type { World } from '../kernel/world.ts';
import type { Pool } from './declared.ts';

type UserStatus = 'FORCE_CHANGE_PASSWORD' | 'CONFIRMED' | 'UNCONFIRMED' | 'RESET_REQUIRED';

export interface User {
  readonly username: string;
  readonly sub: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly password?: string;
  /** Hashes of earlier passwords, the newest first. */
  readonly passwordHistory: readonly string[];
  readonly temporaryUntilMs?: number;
  readonly totp?: {
    readonly secret: string;
    readonly verified: boolean;
    /** The last step whose code was used: a code works once. */
    readonly usedStep: number;
  };
  readonly mfa: boolean;
  readonly confirmationCode?: string;
  readonly createdMs: number;
  readonly modifiedMs: number;
}

export interface UserStore {
  /** By user name, `sub` or alias. */
  readonly find: (pool: Pool, name: string) => User | undefined;
  readonly byAlias: (pool: Pool, alias: string) => User | undefined;
  readonly put: (pool: Pool, user: User) => void;
  readonly remove: (pool: Pool, user: User) => void;
  /** In order of the user name, after the one given. */
  readonly page: (pool: Pool, after: string, limit: number) => readonly User[];
  readonly groupsOf: (pool: Pool, user: User) => readonly string[];
  readonly join: (pool: Pool, group: string, user: User) => void;
  readonly leave: (pool: Pool, group: string, user: User) => void;
  readonly membersOf: (pool: Pool, group: string, after: string, limit: number) => readonly User[];
}

const tables = `
  CREATE TABLE IF NOT EXISTS cognito_users (
    pool TEXT NOT NULL, name TEXT NOT NULL, sub TEXT NOT NULL, alias TEXT, doc TEXT NOT NULL,
    PRIMARY KEY (pool, name)
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS cognito_users_by_sub ON cognito_users (pool, sub);
  CREATE UNIQUE INDEX IF NOT EXISTS cognito_users_by_alias ON cognito_users (pool, alias);
  CREATE TABLE IF NOT EXISTS cognito_members (
    pool TEXT NOT NULL, name TEXT NOT NULL, member_of TEXT NOT NULL, PRIMARY KEY (pool, name, member_of)
  ) STRICT;`;

const normal = ({ caseSensitive }: Pool, name: string): string =>
  caseSensitive ? name : name.toLowerCase();

/** The address that a user also signs in with: only one that is verified. */
const aliasOf = (pool: Pool, { attributes }: User): string | null => {
  const { email, email_verified: verified } = attributes;
  return pool.emailAlias && verified === 'true' && email !== undefined ? normal(pool, email) : null;
};

const userOf = (row: unknown): User | undefined =>
  row === undefined ? undefined : (JSON.parse((row as { doc: string }).doc) as User);
const usersOf = (rows: readonly unknown[]): readonly User[] =>
  rows.map((row) => userOf(row) as User);

/** Users of all pools and the groups they are in. */
export const openUserStore = ({ storage }: World): UserStore => {
  const { db, begin } = storage;
  db.exec(tables);
  const byName = db.prepare('SELECT doc FROM cognito_users WHERE pool = ? AND name = ?');
  const bySub = db.prepare('SELECT doc FROM cognito_users WHERE pool = ? AND sub = ?');
  const byAlias = db.prepare('SELECT doc FROM cognito_users WHERE pool = ? AND alias = ?');
  const upsert = db.prepare(
    `INSERT INTO cognito_users (pool, name, sub, alias, doc) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (pool, name) DO UPDATE SET alias = excluded.alias, doc = excluded.doc`,
  );
  const erase = db.prepare('DELETE FROM cognito_users WHERE pool = ? AND name = ?');
  const eraseMember = db.prepare('DELETE FROM cognito_members WHERE pool = ? AND name = ?');
  const page = db.prepare(
    'SELECT doc FROM cognito_users WHERE pool = ? AND name > ? ORDER BY name LIMIT ?',
  );
  const groups = db.prepare(
    'SELECT member_of FROM cognito_members WHERE pool = ? AND name = ? ORDER BY member_of',
  );
  const join = db.prepare('INSERT OR IGNORE INTO cognito_members VALUES (?, ?, ?)');
  const leave = db.prepare(
    'DELETE FROM cognito_members WHERE pool = ? AND name = ? AND member_of = ?',
  );
  const members = db.prepare(
    `SELECT doc FROM cognito_users JOIN cognito_members USING (pool, name)
     WHERE pool = ? AND member_of = ? AND name > ? ORDER BY name LIMIT ?`,
  );
  const nameOf = (pool: Pool, user: User) => normal(pool, user.username);
  return {
    find: (pool, name) =>
      userOf(
        byName.get(pool.id, normal(pool, name)) ??
          byAlias.get(pool.id, normal(pool, name)) ??
          bySub.get(pool.id, name),
      ),
    byAlias: (pool, alias) => userOf(byAlias.get(pool.id, normal(pool, alias))),
    put: (pool, user) => {
      begin();
      const alias = aliasOf(pool, user);
      upsert.run(pool.id, nameOf(pool, user), user.sub, alias, JSON.stringify(user));
    },
    remove: (pool, user) => {
      begin();
      erase.run(pool.id, nameOf(pool, user));
      eraseMember.run(pool.id, nameOf(pool, user));
    },
    page: (pool, after, limit) => usersOf(page.all(pool.id, normal(pool, after), limit)),
    groupsOf: (pool, user) =>
      (groups.all(pool.id, nameOf(pool, user)) as { member_of: string }[]).map(
        (row) => row.member_of,
      ),
    join: (pool, group, user) => {
      begin();
      join.run(pool.id, nameOf(pool, user), group);
    },
    leave: (pool, group, user) => {
      begin();
      leave.run(pool.id, nameOf(pool, user), group);
    },
    membersOf: (pool, group, after, limit) =>
      usersOf(members.all(pool.id, group, normal(pool, after), limit)),
  };
};
