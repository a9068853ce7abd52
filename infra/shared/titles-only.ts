import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** A refusal's title and, after it, the explanation. */
const pair = /\[\s*('[^']*'),\s*'[^']*',?\s*\]/g;

/** Leaves the explanations of refusals out of the bundles: documentation prints them, and no answer does. */
export const titlesOnly: Plugin = {
  name: 'titles-only',
  setup: (build) => {
    build.onLoad({ filter: /\/domain\/shared\/refusal-codes\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(pair, '[$1]'),
      loader: 'ts',
    }));
  },
};
