import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** `answer: Wallet,` of a command or a query: a name, so that this line is all there is to leave out. */
const answerLine = /^ {2}answer: \w+,\n/m;

/** Calls that make a schema. Unused ones may go: they change nothing but the registry of the OpenAPI document. */
const schemaCall = /\b(named|listOf|pageOf|z\.\w+)\(/g;

/** A mark inside a comment would end it. */
const lineOfCode = /^(?!\s*(?:\/?\*|\/\/)).*$/gm;

/**
 * Leaves the schemas of answers out of the bundles: the compiler and the OpenAPI document have checked them, and nothing
 * reads them on Lambda.
 */
export const contractFree: Plugin = {
  name: 'contract-free',
  setup: (build) => {
    build.onLoad({ filter: /\/functions\/.*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8')
        .replace(answerLine, '')
        .replaceAll(lineOfCode, (line) => line.replaceAll(schemaCall, '/* @__PURE__ */ $&')),
      loader: 'ts',
    }));
  },
};
