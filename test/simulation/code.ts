import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { build, type Plugin, transform } from 'esbuild';
import { handlerBuild, handlerNames } from '../../infra/shared/bundle.ts';
import { type Bundle, compileBundle, type Scope } from '../../local/lambda/bundle.ts';

/** Sources by their path: an entry for each handler, and the pieces that several have in common. */
type Pieces = Readonly<Record<string, string>>;

/**
 * Builds the code of all handlers into one file, cut where handlers have parts in common. It is what is deployed but for
 * the cut: a hundred bundles with a copy of the SDK in each never get warm in a short run, one copy does.
 */
export const buildCode = async (file: string, plugins: readonly Plugin[] = []): Promise<string> => {
  const options = handlerBuild(handlerNames(), plugins);
  const { outputFiles } = await build({ ...options, format: 'esm', splitting: true });
  const pieces = outputFiles.map(async ({ path, text }) => {
    // esbuild cuts ES modules only, and a sandbox runs CommonJS.
    const { code } = await transform(text, { format: 'cjs', platform: 'node', target: 'node24' });
    return [relative(options.outdir, path), code] as const;
  });
  writeFileSync(file, JSON.stringify(Object.fromEntries(await Promise.all(pieces))));
  return file;
};

const mapComment = /\/\/# sourceMappingURL=\.\.\/maps\/(.+)\.js\.map\s*$/;

/** Where an assembly keeps each handler's bundle, by the name that its source map has. */
const assetsOf = (assembly: string): readonly (readonly [name: string, path: string])[] =>
  readdirSync(assembly)
    .filter((entry) => entry.startsWith('asset.'))
    .map((entry) => join(assembly, entry, 'index.js'))
    .filter(existsSync)
    .flatMap((path) => {
      const name = mapComment.exec(readFileSync(path, 'utf8'))?.[1];
      return name === undefined ? [] : [[name, path] as const];
    });

/** A piece as it was compiled, and what of. */
interface Compiled {
  readonly source: string;
  readonly bundle: Bundle;
}

/** A build that this process runs, and what of it is compiled, by its pieces' paths. */
interface Opened {
  readonly bundles: Map<string, Bundle>;
  readonly compiled: Map<string, Compiled>;
}

/** The healthy build and one with a bug: what no run uses any more would fill the memory of a long hunt. */
const openMax = 2;
const opened = new Map<string, Opened>();

/** Compiles the pieces of a build when they are first needed. What another has as well stays as warm as it is there. */
const compiler =
  (pieces: Pieces, compiled: Opened['compiled']) =>
  (path: string): Bundle => {
    const known = compiled.get(path);
    if (known !== undefined) return known.bundle;
    const source = pieces[path];
    if (source === undefined) throw new Error(`there is no ${path}`);
    const warm = [...opened.values()]
      .map((other) => other.compiled.get(path))
      .find((other) => other?.source === source);
    const made = warm ?? { source, bundle: compileBundle(source, path) };
    compiled.set(path, made);
    return made.bundle;
  };

/** Runs an entry and, each once, the pieces it needs: module scopes are an instance's own, as they are on Lambda. */
const bundleOf =
  (compile: (path: string) => Bundle, entry: string): Bundle =>
  (scope) => {
    const loaded = new Map<string, ReturnType<Bundle>>();
    const load = (path: string): ReturnType<Bundle> => {
      const known = loaded.get(path);
      if (known !== undefined) return known;
      const exported = compile(path)(scopeOf(path));
      loaded.set(path, exported);
      return exported;
    };
    const { require: outside, __import: importOutside } = scope as {
      readonly require: (id: string) => unknown;
      readonly __import: (id: string) => Promise<unknown>;
    };
    const scopeOf = (path: string): Scope => {
      const pieceOf = (id: string) => load(posix.join(dirname(path), id));
      return {
        ...scope,
        require: (id: string) => (id.startsWith('.') ? pieceOf(id) : outside(id)),
        __import: async (id: string) => (id.startsWith('.') ? pieceOf(id) : importOutside(id)),
      };
    };
    return load(entry);
  };

/** The bundles of an assembly out of a file of `buildCode`, by the path that its functions have them under. */
export const bundlesOf = (assembly: string, file: string): Map<string, Bundle> => {
  const key = `${assembly}\n${file}`;
  const known = opened.get(key);
  if (known !== undefined) return known.bundles;
  const compiled: Opened['compiled'] = new Map();
  const compile = compiler(JSON.parse(readFileSync(file, 'utf8')), compiled);
  const bundles = new Map(
    assetsOf(assembly).map(
      ([name, path]) => [path, bundleOf(compile, `${name}/index.js`)] as const,
    ),
  );
  const [oldest] = opened.keys();
  if (oldest !== undefined && opened.size >= openMax) opened.delete(oldest);
  opened.set(key, { bundles, compiled });
  return bundles;
};
