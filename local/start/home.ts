import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from './arguments.ts';

const freeBytesMin = 200 * 1024 * 1024;
const megabyte = 1024 * 1024;
const lockName = 'lock.db';

/** The folder in which one local cloud keeps its world. */
export interface Home {
  readonly database: string;
  /** Where the details of a crash go. */
  readonly errorLog: string;
  readonly release: () => void;
}

const holderOf = (folder: string): string => {
  try {
    return ` (process ${readFileSync(join(folder, 'pid'), 'utf8')})`;
  } catch {
    return '';
  }
};

/** An exclusive transaction on a file of its own: the system ends it with the process, however that dies. */
const lock = (folder: string): DatabaseSync => {
  const db = new DatabaseSync(join(folder, lockName));
  try {
    db.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (cause) {
    throw new StartError(
      `Assay runs on ${folder} already${holderOf(folder)}. Stop it first, or use that one.`,
      { cause },
    );
  }
  return db;
};

const checkDisk = (folder: string): void => {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free < freeBytesMin)
    throw new StartError(
      `The disk of ${folder} has ${Math.floor(free / megabyte)} MB left and Assay wants ${freeBytesMin / megabyte} MB. Free some and start again; "npm start -- --fresh" deletes the old world.`,
    );
};

/**
 * Takes the folder for this process alone, emptied when `fresh`. Throws a `StartError` when another process has it or
 * the disk is full.
 */
export const openHome = (folder: string, fresh: boolean): Home => {
  mkdirSync(folder, { recursive: true });
  const held = lock(folder);
  if (fresh)
    for (const name of readdirSync(folder))
      if (!name.startsWith(lockName)) rmSync(join(folder, name), { recursive: true, force: true });
  checkDisk(folder);
  writeFileSync(join(folder, 'pid'), String(process.pid));
  return {
    database: join(folder, 'assay.db'),
    errorLog: join(folder, 'error.log'),
    release: () => {
      rmSync(join(folder, 'pid'), { force: true });
      held.close();
    },
  };
};

/** Finds out early whether the port can be had. Throws a `StartError` when it cannot. */
export const checkPort = (port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new StartError(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is taken by another process. Stop it, or choose another port: PORT=${port + 1} npm start`
            : `Port ${port} cannot be had (${error.message}). Choose another: PORT=4000 npm start`,
        ),
      ),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
