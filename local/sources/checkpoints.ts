import type { Storage } from '../kernel/storage.ts';

/** How far each lane of each mapping is, kept over restarts. */
export interface Checkpoints {
  /** Everything up to this sequence number is handled in every lane; undefined before the first time. */
  readonly low: (mappingId: string) => bigint | undefined;
  /** What one lane has handled; lanes of another count do not compare. */
  readonly lane: (mappingId: string, lanes: number, lane: number) => bigint | undefined;
  readonly saveLow: (mappingId: string, sequence: bigint) => void;
  readonly saveLane: (mappingId: string, lanes: number, lane: number, sequence: bigint) => void;
}

/** Opens the table of checkpoints. */
export const createCheckpoints = ({ db, begin }: Storage): Checkpoints => {
  db.exec(`CREATE TABLE IF NOT EXISTS sources_checkpoints (
    mapping TEXT NOT NULL, lane TEXT NOT NULL, sequence TEXT NOT NULL, PRIMARY KEY (mapping, lane)
  ) WITHOUT ROWID`);
  const select = db.prepare(
    'SELECT sequence FROM sources_checkpoints WHERE mapping = ? AND lane = ?',
  );
  const upsert = db.prepare(
    'INSERT OR REPLACE INTO sources_checkpoints (mapping, lane, sequence) VALUES (?, ?, ?)',
  );
  const read = (mapping: string, lane: string) => {
    const row = select.get(mapping, lane) as { readonly sequence: string } | undefined;
    return row && BigInt(row.sequence);
  };
  const write = (mapping: string, lane: string, sequence: bigint) => {
    begin();
    upsert.run(mapping, lane, String(sequence));
  };
  return {
    low: (mapping) => read(mapping, 'low'),
    lane: (mapping, lanes, lane) => read(mapping, `${lane}/${lanes}`),
    saveLow: (mapping, sequence) => write(mapping, 'low', sequence),
    saveLane: (mapping, lanes, lane, sequence) => write(mapping, `${lane}/${lanes}`, sequence),
  };
};
