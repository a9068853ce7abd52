import type { World } from '../kernel/world.ts';

export interface Version {
  readonly versionId: string;
  /** Whole text, or bytes in base64 when `binary`. */
  readonly value: string;
  readonly binary: boolean;
  readonly createdMs: number;
  readonly stages: readonly string[];
}

export interface Versions {
  readonly list: (secret: string) => readonly Version[];
  readonly byStage: (secret: string, stage: string) => Version | undefined;
  readonly byId: (secret: string, versionId: string) => Version | undefined;
  readonly add: (secret: string, version: Omit<Version, 'stages' | 'createdMs'>) => void;
  /** Attaches a stage to a version, off whichever had it; what loses AWSCURRENT becomes AWSPREVIOUS. */
  readonly move: (secret: string, stage: string, versionId: string) => void;
  readonly detach: (secret: string, stage: string) => void;
}

const tables = `
  CREATE TABLE IF NOT EXISTS secrets_versions (
    secret TEXT NOT NULL, version_id TEXT NOT NULL, value TEXT NOT NULL, binary INTEGER NOT NULL,
    created_ms INTEGER NOT NULL, PRIMARY KEY (secret, version_id)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS secrets_stages (
    secret TEXT NOT NULL, stage TEXT NOT NULL, version_id TEXT NOT NULL, PRIMARY KEY (secret, stage)
  ) STRICT;`;

interface Row {
  readonly version_id: string;
  readonly value: string;
  readonly binary: number;
  readonly created_ms: number;
  readonly stages: string | null;
}

const versionOf = (row: Row): Version => ({
  versionId: row.version_id,
  value: row.value,
  binary: row.binary === 1,
  createdMs: row.created_ms,
  stages: row.stages === null ? [] : row.stages.split(' '),
});

/** The versions of every secret and the staging labels on them. */
export const openVersions = ({ storage, timeline }: World): Versions => {
  const { db, begin } = storage;
  db.exec(tables);
  const select = `SELECT v.*, (SELECT group_concat(stage, ' ' ORDER BY stage) FROM secrets_stages s
    WHERE s.secret = v.secret AND s.version_id = v.version_id) AS stages FROM secrets_versions v`;
  const all = db.prepare(`${select} WHERE secret = ? ORDER BY created_ms, version_id`);
  const one = db.prepare(`${select} WHERE secret = ? AND version_id = ?`);
  const labelled = db.prepare(
    'SELECT version_id FROM secrets_stages WHERE secret = ? AND stage = ?',
  );
  const insert = db.prepare('INSERT INTO secrets_versions VALUES (?, ?, ?, ?, ?)');
  const label = db.prepare('INSERT OR REPLACE INTO secrets_stages VALUES (?, ?, ?)');
  const unlabel = db.prepare('DELETE FROM secrets_stages WHERE secret = ? AND stage = ?');

  const byId: Versions['byId'] = (secret, versionId) => {
    const row = one.get(secret, versionId) as Row | undefined;
    return row === undefined ? undefined : versionOf(row);
  };
  const idAt = (secret: string, stage: string) =>
    (labelled.get(secret, stage) as { version_id: string } | undefined)?.version_id;
  return {
    list: (secret) => (all.all(secret) as unknown as Row[]).map(versionOf),
    byId,
    byStage: (secret, stage) => {
      const versionId = idAt(secret, stage);
      return versionId === undefined ? undefined : byId(secret, versionId);
    },
    add: (secret, { versionId, value, binary }) => {
      begin();
      insert.run(secret, versionId, value, binary ? 1 : 0, timeline.now());
    },
    move: (secret, stage, versionId) => {
      begin();
      const before = idAt(secret, stage);
      if (before === versionId) return;
      if (stage === 'AWSCURRENT' && before !== undefined) label.run(secret, 'AWSPREVIOUS', before);
      label.run(secret, stage, versionId);
    },
    detach: (secret, stage) => {
      begin();
      unlabel.run(secret, stage);
    },
  };
};
