import { compileFunction } from 'node:vm';

/** What a bundle sees instead of the process's own: its module, and everything that touches the world. */
const NAMES = [
  'exports',
  'module',
  'require',
  '__import',
  '__filename',
  '__dirname',
  'globalThis',
  'global',
  'process',
  'console',
  'Date',
  'Math',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'performance',
  'crypto',
  'fetch',
] as const;

/** One value for each name that a bundle sees. */
export type Scope = Readonly<
  Record<Exclude<(typeof NAMES)[number], 'exports' | 'module'>, unknown>
>;

/** A compiled CommonJS bundle: every call runs its module scope anew, without compiling again. */
export type Bundle = (scope: Scope) => Readonly<Record<string, unknown>>;

/** A bundle keeps `import('node:…')` as it is, which would reach past the sandbox; it becomes a call we answer. */
const DYNAMIC_IMPORT = /\bimport\((?=\s*["'`])/g;

/** Compiles CommonJS source; `path` is what stack traces call it. */
export const compileBundle = (source: string, path: string): Bundle => {
  const compiled = compileFunction(source.replaceAll(DYNAMIC_IMPORT, '__import('), [...NAMES], {
    filename: path,
  });
  return (scope) => {
    const module = { exports: {} as Readonly<Record<string, unknown>> };
    const seen: Readonly<Record<string, unknown>> = { ...scope, module, exports: module.exports };
    compiled.apply(
      module.exports,
      NAMES.map((name) => seen[name]),
    );
    return module.exports;
  };
};
