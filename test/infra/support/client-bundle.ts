import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { build } from 'esbuild';
import { slimSdk } from '../../../infra/shared/slim-sdk.ts';

const root = join(import.meta.dirname, '../../..');

const require = createRequire(import.meta.url);

/** Every request has a random id among its signed headers; here it is always the same. */
const withoutChance = {
  getRandomValues: <Bytes extends Uint8Array>(bytes: Bytes) => bytes.fill(7),
  randomUUID: () => '00000000-0000-4000-8000-000000000000',
};

/** Bundles `source` as handlers are bundled, with the AWS SDK slimmed or whole, and loads it in this process. */
export const loadBundle = async (
  source: string,
  sdk: 'slim' | 'whole',
  // biome-ignore lint/suspicious/noExplicitAny: whatever the source exports.
): Promise<{ readonly exports: any; readonly bytes: number }> => {
  const used = new Set(source.match(/\w+/g));
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    write: false,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    plugins: sdk === 'slim' ? [slimSdk(used)] : [],
  });
  const code = outputFiles[0]?.text ?? '';
  const module = { exports: {} };
  compileFunction(code, ['require', 'module', 'exports', 'crypto'])(
    require,
    module,
    module.exports,
    withoutChance,
  );
  return { exports: module.exports, bytes: Buffer.byteLength(code) };
};
