import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { OutputFile, Plugin } from 'esbuild';
import { buildHandlers, handlerNames } from '../../../infra/shared/bundle.ts';
import type { Mutant } from './catalogue.ts';

const root = join(import.meta.dirname, '../../..');

/** The mutant's text. Throws when the place it changes is not there, or not alone: the code has moved on. */
export const mutated = ({ name, file, find, replace }: Mutant): string => {
  const parts = readFileSync(join(root, file), 'utf8').split(find);
  if (parts.length !== 2)
    throw new Error(`mutant "${name}": its place stands ${parts.length - 1} times in ${file}`);
  return parts.join(replace);
};

const planted = (mutant: Mutant): Plugin => ({
  name: 'planted-bug',
  setup: ({ onLoad, initialOptions }) => {
    // Nobody maps a planted bug back to its source, and the maps are half of the work.
    initialOptions.sourcemap = false;
    const contents = mutated(mutant);
    const path = join(root, mutant.file);
    onLoad({ filter: /\.ts$/ }, (given) =>
      given.path === path ? { contents, loader: 'ts' } : undefined,
    );
  },
});

/** Which handlers a source file is part of. */
type Users = (file: string) => readonly string[];

const codeOf = (files: readonly OutputFile[]) =>
  files
    .filter(({ path }) => path.endsWith('.js'))
    .map(({ path, text }) => ({ folder: basename(dirname(path)), text }));

/** The healthy bundles: who is built from what, and where an assembly keeps each. */
export interface Healthy {
  readonly usersOf: Users;
  readonly assetOf: ReadonlyMap<string, string>;
}

const buildFolder = join(root, '.build');
const mapComment = /\/\/# sourceMappingURL=\.\.\/maps\/(.+)\.js\.map\s*$/;

/** Each bundle of an assembly, by the name that its source map has. */
const assetsOf = (assembly: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(assembly)
      .filter((entry) => entry.startsWith('asset.'))
      .map((entry) => join(entry, 'index.js'))
      .filter((file) => existsSync(join(assembly, file)))
      .map((file) => [
        mapComment.exec(readFileSync(join(assembly, file), 'utf8'))?.[1] ?? '',
        file,
      ]),
  );

/** The project's files that a bundle was made of, as its source map lists them. */
const sourcesOf = (bundle: string): readonly string[] => {
  const text = readFileSync(join(buildFolder, 'maps', `${bundle}.js.map`), 'utf8');
  const { sources } = JSON.parse(text) as { readonly sources: readonly string[] };
  return sources.map((source) => relative(root, join(buildFolder, bundle, source)));
};

/** Finds what the build of an assembly left: building all of it again would cost more than most hunts. */
export const healthy = (assembly: string): Healthy => {
  const assetOf = assetsOf(assembly);
  const users = new Map<string, string[]>();
  for (const name of handlerNames()) {
    const bundle = name.replaceAll('/', '-');
    if (!assetOf.has(bundle)) continue;
    for (const file of sourcesOf(bundle)) users.set(file, [...(users.get(file) ?? []), name]);
  }
  return { assetOf, usersOf: (file) => users.get(file) ?? [] };
};

/** A copy of an assembly in which every bundle that holds the mutant's file has the bug. */
export const plant = async (
  mutant: Mutant,
  { usersOf, assetOf }: Healthy,
  { assembly, folder }: { readonly assembly: string; readonly folder: string },
): Promise<string> => {
  const sick = join(folder, mutant.name.replaceAll(/\W+/g, '-'));
  cpSync(assembly, sick, { recursive: true });
  const users = usersOf(mutant.file);
  if (users.length === 0)
    throw new Error(`mutant "${mutant.name}": nothing is built from its file`);
  const { outputFiles } = await buildHandlers(users, [planted(mutant)]);
  for (const { folder: handler, text } of codeOf(outputFiles)) {
    const asset = assetOf.get(handler);
    if (asset === undefined) throw new Error(`no asset holds ${handler}`);
    writeFileSync(join(sick, asset), text);
  }
  return sick;
};
