import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type BuildOptions, type BuildResult, build, type OutputFile, type Plugin } from 'esbuild';
import { contractFree } from './contract-free.ts';
import { slimSdk } from './slim-sdk.ts';
import { titlesOnly } from './titles-only.ts';

const root = join(import.meta.dirname, '../..');
const functionsFolder = join(root, 'functions');
const buildFolder = join(root, '.build');
const mapsFolder = join(buildFolder, 'maps');

/** About a half more than all bundles together need at once. */
const memoryMax = '3GiB';

/** Where the bundle of a handler lies, by the handler's name: `trading/buy-gold`. */
export type Bundles = ReadonlyMap<string, string>;

/** Every file of functions/ that exports a handler, as `<context>/<verb-noun>`. */
export const handlerNames = (): readonly string[] =>
  readdirSync(functionsFolder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.startsWith('shared'))
    .filter((path) =>
      /^export const handler\b/m.test(readFileSync(join(functionsFolder, path), 'utf8')),
    )
    .map((path) => path.slice(0, -'.ts'.length))
    .sort();

/** Every word of the functions' sources. */
const wordsOfSources = (): ReadonlySet<string> =>
  new Set(
    readdirSync(functionsFolder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .flatMap((path) => readFileSync(join(functionsFolder, path), 'utf8').match(/\w+/g) ?? []),
  );

/** What a handler's bundle is called: `trading-buy-gold`. */
const bundleOf = (handler: string) => handler.replaceAll('/', '-');

const folderOf = (handler: string) => join(buildFolder, bundleOf(handler));

/** Writes only what changed, so that a second synth beside a running one disturbs nothing. */
const write = (path: string, content: string) => {
  if (existsSync(path) && readFileSync(path, 'utf8') === content) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
};

const store = (file: OutputFile) => {
  const name = basename(dirname(file.path));
  if (file.path.endsWith('.map')) return write(join(mapsFolder, `${name}.js.map`), file.text);
  // Beside the asset, not in it: a change of comments alone must not redeploy, and Lambda need not load a map.
  write(file.path, `${file.text}//# sourceMappingURL=../maps/${name}.js.map\n`);
};

/**
 * How handlers are built, in one esbuild pass and in memory: minified, by the project's own plugins after those given (the
 * simulator plants its bugs with one).
 */
export const handlerBuild = (names: readonly string[], plugins: readonly Plugin[] = []) =>
  ({
    entryPoints: names.map((name) => ({
      in: join(functionsFolder, `${name}.ts`),
      out: `${bundleOf(name)}/index`,
    })),
    absWorkingDir: root,
    outdir: buildFolder,
    write: false,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    plugins: [...plugins, slimSdk(wordsOfSources()), contractFree, titlesOnly],
  }) as const satisfies BuildOptions;

/** The code of handlers as it is deployed: CommonJS, so that the local cloud can give a bundle its own clock and network. */
export const buildHandlers = (
  names: readonly string[],
  { maps }: { readonly maps: boolean },
): Promise<BuildResult<{ write: false }>> => {
  // esbuild is done before it runs out of room, and would spend a third of its time on finding garbage.
  process.env['GOGC'] ??= 'off';
  process.env['GOMEMLIMIT'] ??= memoryMax;
  const sourcemap = maps ? 'external' : false;
  return build({ ...handlerBuild(names), format: 'cjs', sourcemap });
};

/**
 * Bundles all handlers into files. Tests gate the bytes and the load time of each. Source maps, without which the code is
 * the same, take as long as all the rest.
 */
export const bundleHandlers = async (options: { readonly maps: boolean }): Promise<Bundles> => {
  const names = handlerNames();
  const { outputFiles } = await buildHandlers(names, options);
  for (const file of outputFiles) store(file);
  return new Map(names.map((name) => [name, folderOf(name)]));
};
