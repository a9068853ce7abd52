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
import { join } from 'node:path';
import { StartError } from './arguments.ts';

/** What an assembly is made of; the local cloud's own sources are not. */
const ingredients = ['infra/**/*', 'functions/**/*', 'domain/**/*', 'package-lock.json'];
const keptMax = 3;

const fingerprintOf = (root: string): string => {
  const hash = createHash('sha256');
  const paths = ingredients.flatMap((pattern) => globSync(pattern, { cwd: root })).sort();
  for (const path of paths) {
    const file = join(root, path);
    if (!statSync(file).isFile()) continue;
    hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
};

/** Runs the CDK app in a process of its own, which can forget its hundred megabytes when it is done. */
const synthesise = (root: string, outdir: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = join(root, 'scripts', 'synth-local.ts');
    const child = spawn(process.execPath, [script, outdir], {
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
      reject(
        new StartError(`The CDK app does not synthesise. Mend this and start again:\n\n${text}`),
      );
    });
  });

/** Old assemblies go, the newest few stay: another process may still run from one. */
const tidy = (folder: string): void => {
  const assemblies = readdirSync(folder)
    .filter((name) => name.startsWith('local-'))
    .map((name) => ({ path: join(folder, name), madeMs: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.madeMs - a.madeMs);
  for (const { path } of assemblies.slice(keptMax)) rmSync(path, { recursive: true, force: true });
};

export interface AssemblyOptions {
  /** The project's folder. */
  readonly root: string;
  /** Called when it has to be made anew. */
  readonly onSynthesis?: () => void;
}

/**
 * The folder of the synthesised app of stage `local`, made anew when its sources changed. Assemblies are named by
 * their sources and never altered, so several processes may ask at once. Throws a `StartError` with what the CDK said.
 */
export const assemblyFolder = async ({ root, onSynthesis }: AssemblyOptions): Promise<string> => {
  const folder = join(root, 'cdk.out');
  const assembly = join(folder, `local-${fingerprintOf(root)}`);
  if (existsSync(join(assembly, 'manifest.json'))) return assembly;
  onSynthesis?.();
  mkdirSync(folder, { recursive: true });
  const draft = join(folder, `draft-${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  try {
    await synthesise(root, draft);
    if (!existsSync(assembly)) renameSync(draft, assembly);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  tidy(folder);
  return assembly;
};
