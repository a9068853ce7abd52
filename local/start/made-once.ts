import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from './arguments.ts';

const keptMax = 3;

export interface Recipe {
  /** The project's folder. */
  readonly root: string;
  /** What is made, as an error names it. */
  readonly what: string;
  /** Where it is kept, below the project: `cdk.out/local`. The fingerprint of the ingredients is added. */
  readonly kept: string;
  /** Globs of all that it is made of. */
  readonly ingredients: readonly string[];
  /** The script, below the project, that writes it to the folder that its one argument names. */
  readonly script: string;
  /** Called when it has to be made anew. */
  readonly onMake?: (() => void) | undefined;
}

const fingerprintOf = ({ root, ingredients }: Recipe): string => {
  const hash = createHash('sha256');
  const paths = ingredients.flatMap((pattern) => globSync(pattern, { cwd: root })).sort();
  for (const path of paths) {
    const file = join(root, path);
    if (!statSync(file).isFile()) continue;
    hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
};

/** Runs the script in a process of its own, which can forget its hundred megabytes when it is done. */
const make = ({ root, script, what }: Recipe, outdir: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, script), outdir], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      const text = Buffer.concat(said).toString('utf8').trim();
      reject(new StartError(`${what} cannot be made. Mend this and start again:\n\n${text}`));
    });
  });

/** Old ones go, the newest few stay: another process may still run from one. */
const tidy = (kept: string): void => {
  const folder = dirname(kept);
  const all = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => path.startsWith(`${kept}-`))
    .map((path) => ({ path, madeMs: statSync(path).mtimeMs }))
    .sort((a, b) => b.madeMs - a.madeMs);
  for (const { path } of all.slice(keptMax)) rmSync(path, { recursive: true, force: true });
};

/**
 * The folder of something made from sources, made anew when they changed. Folders are named by their sources and never
 * altered, so several processes may ask at once. Throws a `StartError` with what the script said.
 */
export const madeOnce = async (recipe: Recipe): Promise<string> => {
  const kept = join(recipe.root, recipe.kept);
  const folder = `${kept}-${fingerprintOf(recipe)}`;
  if (existsSync(folder)) return folder;
  recipe.onMake?.();
  mkdirSync(dirname(kept), { recursive: true });
  const draft = join(dirname(kept), `draft-${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  try {
    await make(recipe, draft);
    if (!existsSync(folder)) renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  tidy(kept);
  return folder;
};
