import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkPort, openHome } from '../../../local/start/home.ts';
import { lastWords } from '../../../local/start/report.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-home-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('belongs to one at a time, and says who has it', () => {
  const first = openHome(folder, false);
  expect(() => openHome(folder, false)).toThrow(`process ${process.pid}`);
  first.release();
  openHome(folder, false).release();
});

it('keeps its world, unless a fresh one is asked for', () => {
  const database = openHome(folder, false);
  writeFileSync(database.database, 'a world');
  database.release();
  openHome(folder, false).release();
  expect(existsSync(database.database)).toBe(true);
  openHome(folder, true).release();
  expect(readdirSync(folder)).toEqual(['lock.db']);
});

it('is not emptied under whoever has it', () => {
  const held = openHome(folder, false);
  writeFileSync(held.database, 'a world');
  expect(() => openHome(folder, true)).toThrow('already');
  expect(existsSync(held.database)).toBe(true);
  held.release();
});

it('finds a taken port before anything else is done', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await expect(checkPort(port, '127.0.0.1')).rejects.toThrow(`PORT=${port + 1}`);
  server.close();
  await once(server, 'close');
  await expect(checkPort(port, '127.0.0.1')).resolves.toBeUndefined();
});

it('has last words for a full disk and for a bug', () => {
  expect(lastWords(Object.assign(new Error('no space'), { code: 'ENOSPC' }), undefined)).toMatch(
    /disk is full/,
  );
  const log = join(folder, 'error.log');
  expect(lastWords(new TypeError('x is not a function'), log)).toBe(
    `Assay stopped: x is not a function (details in ${log})`,
  );
  expect(existsSync(log)).toBe(true);
});
