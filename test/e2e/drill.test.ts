import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DrillResult, drill } from '../drill/drill.ts';
import { readExport } from '../drill/export.ts';
import { verify } from '../drill/verify.ts';
import { busyWorld } from './busy-world.ts';
import { operator, pass } from './money-out.ts';
import { openPlatform } from './platform.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-drill-test-'));
const database = join(folder, 'assay.db');
const exported = join(folder, 'export');
let result: DrillResult;
let waiting: string;

beforeAll(async () => {
  const platform = await openPlatform(database);
  ({ waiting } = await busyWorld(platform));
  await platform.stop();
  const root = join(import.meta.dirname, '../..');
  result = await drill({ database, folder: exported, root, say: () => undefined });
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('brings a world back: chains, invariants, and every row as it was', () => {
  expect(result.faults).toEqual([]);
  expect(result.streams).toBeGreaterThan(20);
  // Whatever a read table holds was made anew from the events.
  expect(result.rebuilds.map(({ restored }) => restored).every((restored) => restored > 0)).toBe(
    true,
  );
});

it('brings back money in flight: a withdrawal that waited for people goes on', async () => {
  const platform = await openPlatform(database);
  const staff = operator(platform);
  const { body } = await staff('GET', '/v1/admin/withdrawals');
  const [withdrawal] = body.items.filter(
    ({ withdrawalId }: { withdrawalId: string }) => withdrawalId === waiting,
  );
  expect(withdrawal).toMatchObject({ amount: '30.00', status: 'waiting' });
  const approved = await staff('POST', `/v1/admin/withdrawals/${waiting}/approvals`);
  expect(approved.status, JSON.stringify(approved.body)).toBeLessThan(300);
  await pass(platform, '1m');
  const { body: paid } = await platform.control('GET', '/_local/bank/transfers');
  expect(
    paid.paid.filter(({ endToEndId }: { endToEndId: string }) => endToEndId === waiting),
  ).toMatchObject([{ status: 'completed' }]);
  await platform.stop();
}, 60_000);

type Line = { Item: Record<string, { S?: string; N?: string; B?: string }> };

/** A copy of the export with its events changed. */
const damaged = (change: (lines: Line[]) => readonly Line[]): string => {
  const copy = mkdtempSync(join(folder, 'damaged-'));
  cpSync(exported, copy, { recursive: true });
  const path = join(copy, 'events/00000.json.gz');
  const lines = gunzipSync(readFileSync(path)).toString().split('\n').filter(Boolean);
  const changed = change(lines.map((line) => JSON.parse(line) as Line));
  writeFileSync(path, gzipSync(changed.map((line) => `${JSON.stringify(line)}\n`).join('')));
  return copy;
};
const faultsOf = async (copy: string) => (await verify(readExport(copy))).faults;
const nameOf = (line: Line | undefined) => `${line?.Item['stream']?.S}`;
const isWallet = (line: Line) => nameOf(line).startsWith('wallet-');

describe('an export', () => {
  it('that is whole has no faults', async () => {
    expect(await faultsOf(exported)).toEqual([]);
  });

  it('of which a byte was flipped is named by its file', async () => {
    const copy = mkdtempSync(join(folder, 'flipped-'));
    cpSync(exported, copy, { recursive: true });
    const path = join(copy, 'events/00000.json.gz');
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(await faultsOf(copy)).toContain('events/00000.json.gz is not as it was exported');
  });

  it('of which a byte inside a commit was flipped is named by its stream', async () => {
    let stream = '';
    const copy = damaged((lines) => {
      const line = lines.find(isWallet) as Line;
      stream = nameOf(line);
      const hash = Buffer.from(`${line.Item['hash']?.B}`, 'base64');
      hash[0] = (hash[0] ?? 0) ^ 1;
      line.Item['hash'] = { B: hash.toString('base64') };
      return lines;
    });
    expect(await faultsOf(copy)).toContainEqual(expect.stringMatching(`^${stream} breaks at`));
  });

  it('that lacks a commit in the middle of a stream is named by it', async () => {
    let missing: Line | undefined;
    const copy = damaged((lines) => {
      missing = lines.find((line) => isWallet(line) && line.Item['version']?.N === '2');
      return lines.filter((line) => line !== missing);
    });
    expect(missing).toBeDefined();
    expect(await faultsOf(copy)).toContain(`${nameOf(missing)} breaks at 2: gap`);
  });

  it('that lacks the last commit of a stream is named by it, with and without a manifest', async () => {
    let last: Line | undefined;
    const copy = damaged((lines) => {
      last = lines.findLast(isWallet);
      return lines.filter((line) => line !== last);
    });
    const ends = expect.stringMatching(`^${nameOf(last)} ends at`);
    expect(await faultsOf(copy)).toContainEqual(ends);
    rmSync(join(copy, 'manifest.json'));
    const walletId = nameOf(last).slice('wallet-'.length);
    const row = expect.stringMatching(`^user-wallets .*${walletId}.*`);
    expect(await faultsOf(copy)).toContainEqual(row);
  });

  it('without events is none', () => {
    expect(() => readExport(join(folder, 'nothing'))).toThrow('holds no export');
  });
});
