import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { webFolder } from '../../local/start/builds.ts';

const scriptBytesMax = 120_000;
const styleBytesMax = 12_000;
const officeBytesMax = 40_000;

let folder = '';
beforeAll(async () => {
  folder = await webFolder({ root: join(import.meta.dirname, '../..') });
}, 60_000);

/** The back office is a part of its own, which customers never load. */
const isOffice = (name: string): boolean => name.startsWith('office-');

/** Bytes over the wire of all files that end so, of one part. */
const gzipped = (ending: string, office = false): number =>
  readdirSync(join(folder, 'assets'))
    .filter((name) => name.endsWith(ending) && isOffice(name) === office)
    .reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, 'assets', name))).length, 0);

describe('the first view', () => {
  it(`loads at most ${scriptBytesMax} bytes of script, gzipped and with charts`, () => {
    expect(gzipped('.js')).toBeGreaterThan(10_000);
    expect(gzipped('.js')).toBeLessThanOrEqual(scriptBytesMax);
  });

  it(`loads at most ${styleBytesMax} bytes of style`, () => {
    expect(gzipped('.css')).toBeLessThanOrEqual(styleBytesMax);
  });

  it('has no inline script or style, which the content security policy would refuse', () => {
    const page = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<style|style=|<script(?![^>]*\ssrc=)|javascript:|\son\w+=/i);
    for (const [, address] of page.matchAll(/(?:src|href)="([^"]*)"/g))
      expect(address).toMatch(/^\/(?!\/)/);
  });
});

describe('the back office', () => {
  it(`adds at most ${officeBytesMax} bytes, and none to the first view`, () => {
    const bytes = gzipped('.js', true) + gzipped('.css', true);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThanOrEqual(officeBytesMax);
    const page = readFileSync(join(folder, 'index.html'), 'utf8');
    const first = /<script[^>]*src="\/(assets\/[^"]+)"/.exec(page)?.[1] ?? '';
    const script = readFileSync(join(folder, first), 'utf8');
    expect(page).not.toContain('office-');
    expect(script).toMatch(/import\(\s*[`'"]\.\/office-/);
    expect(script).not.toMatch(/from\s*[`'"]\.\/office-/);
  });
});
