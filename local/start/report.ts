import { appendFileSync } from 'node:fs';
import { StartError } from './arguments.ts';

const said = (error: unknown): string =>
  error instanceof Error ? error.message : `something threw ${String(error)}`;

const outOfSpace = (error: unknown): boolean => {
  const { code, errcode } = error as { code?: string; errcode?: number };
  const sqliteFull = 13;
  return code === 'ENOSPC' || (code === 'ERR_SQLITE_ERROR' && errcode === sqliteFull);
};

/** One clear line of what ended us; where it was a bug, its details go to `errorLog`. */
export const lastWords = (error: unknown, errorLog: string | undefined): string => {
  if (error instanceof StartError) return error.message;
  if (outOfSpace(error))
    return 'The disk is full, and nothing more can be kept. Free some space and start again; what was acknowledged is safe.';
  if (errorLog === undefined) return `Assay could not start: ${said(error)}`;
  try {
    appendFileSync(errorLog, `${error instanceof Error ? error.stack : said(error)}\n\n`);
  } catch {
    return `Assay stopped: ${said(error)}`;
  }
  return `Assay stopped: ${said(error)} (details in ${errorLog})`;
};
