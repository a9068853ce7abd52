import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';
import { replacements } from './slim-modules.ts';
import { rewrites } from './slim-rewrites.ts';

/** Matches exactly one module's path, or one per client where the module is each client's own. */
const pathPattern = (module: string): RegExp => {
  const escaped = module.replaceAll(/[.\\/-]/g, '\\$&').replaceAll('*', '[a-z0-9-]+');
  return new RegExp(`node_modules\\/${escaped}$`);
};

/**
 * Leaves out of the AWS SDK what a function on Lambda never uses. A client keeps its signing, retries, typed
 * exceptions (those that `used`, the words of our sources, names) and AWS_ENDPOINT_URL; its size falls to about a third, and its load time with it.
 */
export const slimSdk = (used: ReadonlySet<string>): Plugin => ({
  name: 'slim-sdk',
  setup: (build) => {
    for (const { module, contents } of replacements) {
      build.onLoad({ filter: pathPattern(module) }, ({ path }) => ({
        contents: typeof contents === 'string' ? contents : contents(clientOf(path)),
        loader: 'js',
        resolveDir: dirname(path),
      }));
    }
    for (const { module, rewrite } of rewrites) {
      build.onLoad({ filter: pathPattern(module) }, ({ path }) => ({
        contents: rewrite(readFileSync(path, 'utf8'), used),
        loader: 'js',
      }));
    }
    build.onLoad({ filter: /node_modules\/@(aws-sdk|smithy)\/[^/]+\/package\.json$/ }, versionOnly);
  },
});

/** `kms` of a path below `@aws-sdk/client-kms`. */
const clientOf = (path: string) => /@aws-sdk\/client-([a-z0-9-]+)\//.exec(path)?.[1] ?? '';

const versionOnly = async ({ path }: { readonly path: string }) => {
  const { version } = (await import(path, { with: { type: 'json' } })).default;
  return { contents: JSON.stringify({ version }), loader: 'json' as const };
};
