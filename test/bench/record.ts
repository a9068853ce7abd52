import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Tables } from './parts.ts';

const path = join(import.meta.dirname, '../../docs/benchmarks.json');

/** What a part measured when it last ran, and on what. */
interface Measured {
  readonly measuredOn: string;
  readonly node: string;
  readonly cores: number;
  readonly tables: Tables;
}

export type Record = Readonly<{ [part: string]: Measured }>;

/** The figures that are kept with the sources, of the last run of each part. */
export const readRecord = (): Record =>
  existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};

/** Each row of a table in one line, as people compare them. */
const rowsOnLines = (json: string): string =>
  json.replace(/\{[^{}[\]]*\}/g, (row) => row.replace(/\s*\n\s*/g, ' '));

/** Keeps a part's figures in the place of its last ones. */
export const keep = (part: string, tables: Tables): void => {
  const measured: Measured = {
    measuredOn: new Date().toISOString().slice(0, 10),
    node: process.version,
    cores: availableParallelism(),
    tables,
  };
  const record = { ...readRecord(), [part]: measured };
  writeFileSync(path, `${rowsOnLines(JSON.stringify(record, null, 2))}\n`);
};
