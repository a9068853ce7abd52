import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { webFolder } from '../../local/start/builds.ts';

const scriptBytesMax = 120_000;
const styleBytesMax = 12_000;

let folder = '';
beforeAll(async () => {
  folder = await webFolder({ root: join(import.meta.dirname, '../..') });
}, 60_000);

/** Bytes over the wire of all files that end so. */
const gzipped = (ending: string): number =>
  readdirSync(join(folder, 'assets'))
    .filter((name) => name.endsWith(ending))
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
