import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Item } from '../simulation/stores.ts';

/**
 * An export as DynamoDB itself writes one to S3: a folder for each table, in it files of lines `{"Item": {…}}`, gzipped or
 * not. Ours has a manifest besides, which says what must be in it.
 */
interface Manifest {
  readonly takenAt: string;
  readonly files: readonly {
    readonly file: string;
    readonly items: number;
    readonly sha256: string;
  }[];
  /** The last version of every stream: what is missing at an end breaks no chain. */
  readonly heads: Readonly<Record<string, number>>;
}

const manifestName = 'manifest.json';
const itemsPerFile = 20_000;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const headsOf = (events: readonly Item[]): Manifest['heads'] => {
  const heads: Record<string, number> = {};
  for (const { stream, version, count } of events) {
    const name = stream?.S ?? '';
    const last = Number(version?.N) + Number(count?.N) - 1;
    heads[name] = Math.max(heads[name] ?? 0, last);
  }
  return heads;
};

/** Writes tables, by their folders' names, into a folder. */
export const writeExport = (
  folder: string,
  tables: Readonly<Record<string, readonly Item[]>>,
  takenAt: string,
): void => {
  const files: Manifest['files'][number][] = [];
  for (const [table, items] of Object.entries(tables)) {
    mkdirSync(join(folder, table), { recursive: true });
    for (let from = 0; from === 0 || from < items.length; from += itemsPerFile) {
      const some = items.slice(from, from + itemsPerFile);
      const bytes = gzipSync(some.map((Item) => `${JSON.stringify({ Item })}\n`).join(''));
      const file = `${table}/${String(from / itemsPerFile).padStart(5, '0')}.json.gz`;
      writeFileSync(join(folder, file), bytes);
      files.push({ file, items: some.length, sha256: sha256(bytes) });
    }
  }
  const manifest: Manifest = { takenAt, files, heads: headsOf(tables['events'] ?? []) };
  writeFileSync(join(folder, manifestName), JSON.stringify(manifest, null, 2));
};

/** What an export holds, and what is wrong with its files. */
export interface Export {
  readonly tables: ReadonlyMap<string, readonly Item[]>;
  readonly heads: Readonly<Record<string, number>> | undefined;
  readonly faults: readonly string[];
}

const linesOf = (path: string): readonly string[] => {
  const bytes = readFileSync(path);
  const text = path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  return text.toString().split('\n').filter(Boolean);
};

/** The items of a file; a file that cannot be read is named, with the line where there is one. */
const itemsIn = (folder: string, file: string, faults: string[]): readonly Item[] => {
  const items: Item[] = [];
  try {
    for (const line of linesOf(join(folder, file))) {
      items.push((JSON.parse(line) as { readonly Item: Item }).Item);
    }
  } catch {
    faults.push(`${file} cannot be read behind item ${items.length}`);
  }
  return items;
};

const filesIn = (folder: string, table: string): readonly string[] =>
  existsSync(join(folder, table))
    ? readdirSync(join(folder, table))
        .filter((name) => /\.json(l)?(\.gz)?$/.test(name))
        .sort()
        .map((name) => `${table}/${name}`)
    : [];

const brokenFiles = (folder: string, { files }: Manifest): readonly string[] =>
  files.flatMap(({ file, sha256: expected }) => {
    if (!existsSync(join(folder, file))) return [`${file} is missing`];
    return sha256(readFileSync(join(folder, file))) === expected
      ? []
      : [`${file} is not as it was exported`];
  });

/** Reads an export, ours or DynamoDB's own. Throws when there is no `events` in it. */
export const readExport = (folder: string): Export => {
  const path = join(folder, manifestName);
  const manifest = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest)
    : undefined;
  const faults = manifest === undefined ? [] : [...brokenFiles(folder, manifest)];
  const folders = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : [];
  const tables = new Map(
    folders.map(({ name }) => [
      name,
      filesIn(folder, name).flatMap((file) => itemsIn(folder, file, faults)),
    ]),
  );
  if (!tables.has('events')) throw new RangeError(`${folder} holds no export: no folder "events".`);
  return { tables, heads: manifest?.heads, faults };
};
