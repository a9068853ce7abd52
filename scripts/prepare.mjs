/**
 * Makes the clone ready, then runs what it was given: `node scripts/prepare.mjs [script.ts arguments…]`.
 *
 * Plain JavaScript that Node 20 understands, since it runs before anything is installed. It installs when
 * `node_modules` is missing or differs from `package-lock.json`, one process at a time, and otherwise costs a few
 * milliseconds. The script runs on the Node 24 of the devDependency: a shell remembers where it found `node` before
 * the installation, so the hand-over has to happen here.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const oldestMajor = 20;
const wantedMajor = 24;
const waitStepMs = 200;
const parentLookMs = 500;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockfile = join(root, 'package-lock.json');
const stamp = join(root, 'node_modules', '.assay-lock');
const turn = join(root, '.install-lock');
const bundledNode = join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

const major = () => Number(process.versions.node.split('.')[0]);

const stop = (message) => {
  console.error(message);
  process.exit(1);
};

const readOr = (file, otherwise) => {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
};

const lockHash = () => createHash('sha256').update(fs.readFileSync(lockfile)).digest('hex');

/** Whether what npm says it installed is what the lock file asks for; packages for other platforms may be absent. */
const installedAsLocked = () => {
  const installed = readOr(join(root, 'node_modules', '.package-lock.json'), undefined);
  if (installed === undefined) return false;
  const have = JSON.parse(installed).packages;
  const want = JSON.parse(fs.readFileSync(lockfile, 'utf8')).packages;
  return Object.entries(want).every(
    ([path, entry]) =>
      path === '' ||
      have[path]?.version === entry.version ||
      (have[path] === undefined && entry.optional === true),
  );
};

const isReady = () => {
  if (readOr(stamp, '') === lockHash()) return true;
  if (!installedAsLocked()) return false;
  fs.writeFileSync(stamp, lockHash());
  return true;
};

const isRunning = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Takes the turn to install, or says false when another living process has it. A dead holder's turn is taken over. */
const takeTurn = () => {
  const mine = `${turn}.${process.pid}`;
  fs.writeFileSync(mine, String(process.pid));
  try {
    // A link appears whole or not at all, so nobody ever reads a turn without its holder.
    fs.linkSync(mine, turn);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const holder = Number(readOr(turn, '0'));
    if (holder > 0 && !isRunning(holder)) fs.rmSync(turn, { force: true });
    return false;
  } finally {
    fs.rmSync(mine, { force: true });
  }
};

const npm = (args) => {
  const script = process.env.npm_execpath;
  const options = { cwd: root, stdio: 'inherit' };
  if (script?.endsWith('npm-cli.js'))
    return spawnSync(process.execPath, [script, ...args], options);
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
};

/** Says what went wrong, if anything did. */
const install = () => {
  console.error('Installing packages (once; about a minute)…');
  // Warnings would be about the Node that installs, and it is another that runs.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const done = npm(['ci', '--include=dev', '--include=optional', ...quiet]);
  if (done.error !== undefined)
    return `npm could not be started: ${done.error.message}. Install npm 10 or newer.`;
  if (done.status !== 0)
    return 'npm could not install the packages; its message is above. Mend that and try again.';
  fs.writeFileSync(stamp, lockHash());
  return undefined;
};

const installInTurn = async () => {
  let told = false;
  for (;;) {
    if (takeTurn()) break;
    if (!told) console.error('Another process is installing the packages; waiting for it…');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, waitStepMs));
  }
  const trouble = isReady() ? undefined : install();
  fs.rmSync(turn, { force: true });
  if (trouble !== undefined) stop(trouble);
};

/** The Node to run scripts with: the devDependency's, or this one when it is new enough. */
const findNode = () => {
  if (major() >= wantedMajor) return process.execPath;
  // A file of a few bytes is the placeholder that the package leaves when its install script did not run.
  if (fs.existsSync(bundledNode) && fs.statSync(bundledNode).size > 1_000_000) return bundledNode;
  return stop(
    [
      `Node ${wantedMajor} is missing: the package "node" brings it by its install script, and that did not run.`,
      'Allow it with "npm config delete ignore-scripts" (or "npm rebuild node --ignore-scripts=false"),',
      `or install Node ${wantedMajor} from https://nodejs.org, and try again.`,
    ].join('\n'),
  );
};

/** npm ends its shell and not us when it is told to stop: without our parent, we stop as if told ourselves. */
const endWithParent = () => {
  const parent = process.ppid;
  const look = () => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  };
  if (process.env.npm_lifecycle_event !== undefined) setInterval(look, parentLookMs).unref();
};

const run = (node, [script, ...args]) => {
  endWithParent();
  if (node === process.execPath) {
    process.argv = [node, join(root, script), ...args];
    return import(pathToFileURL(join(root, script)).href);
  }
  const child = spawn(node, [script, ...args], { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 128);
  });
  return undefined;
};

if (major() < oldestMajor)
  stop(`Assay needs Node ${oldestMajor} or newer to start; this is ${process.version}.`);
if (!isReady()) await installInTurn();
const node = findNode();
if (process.argv.length > 2) await run(node, process.argv.slice(2));
