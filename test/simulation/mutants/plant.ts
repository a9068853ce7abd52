import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { buildCode } from '../code.ts';
import type { Prelude } from '../prelude.ts';
import type { Mutant } from './mutant.ts';

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
  setup: ({ onLoad, onEnd }) => {
    const contents = mutated(mutant);
    const path = join(root, mutant.file);
    let loaded = false;
    onLoad({ filter: /\.ts$/ }, (given) => {
      if (given.path !== path) return undefined;
      loaded = true;
      return { contents, loader: 'ts' };
    });
    onEnd(() => {
      if (!loaded) throw new Error(`mutant "${mutant.name}": nothing is built from its file`);
    });
  },
});

/** The world as it was, in which every handler that holds the mutant's file has the bug from now on. */
export const plant = async (
  mutant: Mutant,
  prelude: Prelude,
  folder: string,
): Promise<Prelude> => ({
  ...prelude,
  code: await buildCode(join(folder, `${mutant.name.replaceAll(/\W+/g, '-')}.json`), [
    planted(mutant),
  ]),
});
