import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { readStatements } from '../../functions/reconciliation/camt053.ts';
import { slimSdk } from '../../infra/shared/slim-sdk.ts';

const root = join(import.meta.dirname, '../..');

/** The reader as a bundle has it, with what stands in for parts of the XML parser. */
const bundled = async (): Promise<{ readonly readStatements: typeof readStatements }> => {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'functions/reconciliation/camt053.ts')],
    write: false,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    plugins: [slimSdk(new Set())],
  });
  const module = { exports: {} };
  compileFunction(outputFiles[0]?.text ?? '', ['require', 'module', 'exports'])(
    createRequire(import.meta.url),
    module,
    module.exports,
  );
  return module.exports as { readonly readStatements: typeof readStatements };
};

const fixtures = join(root, 'test/functions/reconciliation/fixtures');
const slim = await bundled();

describe('the XML parser without what it is never asked for', () => {
  it.each(readdirSync(fixtures))('reads %s like the whole one', (name) => {
    const text = readFileSync(join(fixtures, name), 'utf8');
    expect(slim.readStatements(text)).toEqual(readStatements(text));
  });

  it.each([
    [
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      'statement.forbidden-entity',
    ],
    ['<a>&x;</a>', 'statement.forbidden-entity'],
    ['<a>', 'statement.malformed'],
    ['<a>'.repeat(99) + '</a>'.repeat(99), 'statement.malformed'],
  ])('refuses %s', (text, code) => {
    expect(() => slim.readStatements(text)).toThrow(expect.objectContaining({ code }));
  });
});
