import { execFileSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

const runs = 3;

/** Milliseconds that a fresh Node takes to load a bundle: the least of a few runs, since the machine is shared. */
const loadMs = (path: string): number =>
  Math.min(
    ...Array.from({ length: runs }, () =>
      Number(
        execFileSync(
          process.execPath,
          [
            '-e',
            `const t=performance.now();require(${JSON.stringify(path)});console.log(performance.now()-t)`,
          ],
          { env: { ...process.env, AWS_REGION: 'eu-west-1' }, encoding: 'utf8' },
        ),
      ),
    ),
  );

/** Size and load time of every handler's bundle, as the last synthesis left them. */
export const bundles = () => {
  if (!existsSync('.build')) throw new Error('run `npm run synth` first: there are no bundles');
  return globSync('.build/*/index.js')
    .map((path) => ({
      handler: basename(dirname(path)),
      bytes: statSync(path).size,
      loadMs: Number(loadMs(resolve(path)).toFixed(1)),
    }))
    .sort((a, b) => b.bytes - a.bytes);
};
