import fs from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { withMembers } from './randomness.ts';

const load = createRequire(import.meta.url);

/** Built-in modules that a function may use as they are: they compute, and reach nothing outside. */
const PURE = new Set([
  'assert',
  'async_hooks',
  'buffer',
  'constants',
  'diagnostics_channel',
  'events',
  'os',
  'path',
  'path/posix',
  'punycode',
  'querystring',
  'stream',
  'stream/promises',
  'stream/web',
  'string_decoder',
  'tty',
  'url',
  'util',
  'util/types',
  'v8',
  'zlib',
]);

/** Loaded by SDK code that a function never runs; only a call is refused. */
const REFUSED_ON_CALL = ['child_process', 'http2', 'net', 'tls', 'dns', 'dns/promises'];

const isClassOrFunction = (value: unknown): value is (...values: never[]) => unknown =>
  typeof value === 'function';

/** Every function of a module replaced by one that fails as `failure` says. */
const refusing = (
  module: object,
  failure: (member: string) => (...values: readonly unknown[]) => unknown,
): object =>
  withMembers(
    module,
    Object.fromEntries(
      Object.entries(module)
        .filter(([, value]) => isClassOrFunction(value))
        .map(([member]) => [member, failure(member)] as const),
    ),
  );

const noFile = (member: string) =>
  Object.assign(new Error(`ENOENT: functions have no file system here (fs.${member})`), {
    code: 'ENOENT',
  });

/** No file exists. The SDK looks for its configuration files and goes on without them. */
const createEmptyFileSystem = () => {
  const promises = refusing(fs.promises, (member) => () => Promise.reject(noFile(member)));
  const callbacks = refusing(fs, (member) => (...values) => {
    const done = values.at(-1);
    if (typeof done !== 'function') throw noFile(member);
    queueMicrotask(() => done(noFile(member)));
    return undefined;
  });
  return { promises, module: withMembers(callbacks, { promises, existsSync: () => false }) };
};

const shared: Readonly<Record<string, object>> = (() => {
  const files = createEmptyFileSystem();
  const refused = REFUSED_ON_CALL.map((name) => {
    const failure = (member: string) => () => {
      throw new Error(`functions may not call ${name}.${member} in the local cloud`);
    };
    return [name, refusing(load(`node:${name}`) as object, failure)] as const;
  });
  return { fs: files.module, 'fs/promises': files.promises, ...Object.fromEntries(refused) };
})();

/** `require` for a bundle: `own` modules first, harmless built-ins as they are, everything else refused by name. */
export const createRequireFor = (own: Readonly<Record<string, unknown>>) => {
  const require = (id: string): unknown => {
    const name = id.startsWith('node:') ? id.slice('node:'.length) : id;
    if (Object.hasOwn(own, name)) return own[name];
    if (Object.hasOwn(shared, name)) return shared[name];
    if (PURE.has(name)) return load(`node:${name}`);
    const reason = builtinModules.includes(name) ? 'is not open to functions' : 'is not bundled';
    throw Object.assign(new Error(`Cannot find module '${id}': it ${reason}`), {
      code: 'MODULE_NOT_FOUND',
    });
  };
  return Object.assign(require, { resolve: (id: string) => id });
};
