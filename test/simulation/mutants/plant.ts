import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { OutputFile, Plugin } from 'esbuild';
import { buildHandlers, handlerNames } from '../../../infra/shared/bundle.ts';
import type { Mutant } from './catalogue.ts';

const root = join(import.meta.dirname, '../../..');

/** The mutant's text. Throws when the place it changes is not there, or not alone: the code has moved on. */
const mutated = ({ name, file, find, replace }: Mutant): string => {
  const parts = readFileSync(join(root, file), 'utf8').split(find);
  if (parts.length !== 2)
    throw new Error(`mutant "${name}": its place stands ${parts.length - 1} times in ${file}`);
  return parts.join(replace);
};

const planted = (mutant: Mutant): Plugin => ({
  name: 'planted-bug',
  setup: ({ onLoad }) => {
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

/** Builds the handlers as they are, to find their places in an assembly. */
export const healthy = async (assembly: string): Promise<Healthy> => {
  const names = handlerNames();
  const { outputFiles, metafile } = await buildHandlers(names);
  const assets = new Map(
    readdirSync(assembly)
      .filter((entry) => entry.startsWith('asset.'))
      .flatMap((entry) => {
        const file = join(entry, 'index.js');
        try {
          // What follows the code only names its source map.
          const [code] = readFileSync(join(assembly, file), 'utf8').split('//# sourceMappingURL=');
          return [[code ?? '', file] as const];
        } catch {
          return [];
        }
      }),
  );
  const assetOf = new Map(
    codeOf(outputFiles).map(({ folder, text }) => [folder, assets.get(text) ?? ''] as const),
  );
  const users = new Map<string, string[]>();
  for (const [output, { inputs }] of Object.entries(metafile.outputs)) {
    if (!output.endsWith('.js')) continue;
    const folder = basename(dirname(output));
    for (const input of Object.keys(inputs))
      users.set(input, [...(users.get(input) ?? []), folder]);
  }
  const nameOf = new Map(names.map((name) => [name.replaceAll('/', '-'), name]));
  return {
    assetOf,
    usersOf: (file) => (users.get(file) ?? []).map((folder) => nameOf.get(folder) ?? ''),
  };
};

/** A copy of an assembly in which every bundle that holds the mutant's file has the bug. */
export const plant = async (
  mutant: Mutant,
  { usersOf, assetOf }: Healthy,
  { assembly, folder }: { readonly assembly: string; readonly folder: string },
): Promise<string> => {
  const sick = join(folder, mutant.name.replaceAll(/\W+/g, '-'));
  rmSync(sick, { recursive: true, force: true });
  cpSync(assembly, sick, { recursive: true });
  const users = usersOf(mutant.file);
  if (users.length === 0)
    throw new Error(`mutant "${mutant.name}": nothing is built from its file`);
  const { outputFiles } = await buildHandlers(users, [planted(mutant)]);
  for (const { folder: handler, text } of codeOf(outputFiles)) {
    const asset = assetOf.get(handler);
    if (asset === undefined || asset === '') throw new Error(`no asset holds ${handler}`);
    writeFileSync(join(sick, asset), text);
  }
  return sick;
};
