import { expect, it } from 'vitest';
import type { ApiCall } from '../../../local/sandbox/api-call.ts';
import { importHistory } from '../../../local/sandbox/import-history.ts';
import { sandboxWorld } from './sandbox-world.ts';

const csv = 'Date,Price\n1970-01,34.94\n1970-02,34.99\n';

/** A platform whose candles follow an import by some looks. */
const platform = (looksUntilThere: number, status = 200) => {
  const calls: string[] = [];
  let looks = 0;
  const api: ApiCall = async ({ method, path, headers, body }) => {
    calls.push(`${method} ${path}`);
    if (path === '/v1/sessions') return { status: 200, body: '{"accessToken":"operator"}' };
    if (method === 'POST') {
      expect([headers['authorization'], body]).toEqual(['Bearer operator', csv]);
      const answer = { from: '1970-01-01', to: '1970-02-01', prices: 2 };
      return { status, body: JSON.stringify(answer) };
    }
    looks += 1;
    return { status: 200, body: JSON.stringify({ items: looks > looksUntilThere ? [1, 2] : [1] }) };
  };
  return { calls, api };
};

/** Lets time pass until something is done. */
const passing = async <Value>(
  advance: (ms: number) => Promise<void>,
  work: Promise<Value>,
): Promise<Value> => {
  let done = false;
  const end = () => {
    done = true;
  };
  work.then(end, end);
  while (!done) {
    await advance(20);
    // What is written to the disk comes between two moments.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return work;
};

it('imports a history once, and waits until all of it can be read', async () => {
  const { world } = sandboxWorld();
  const { calls, api } = platform(3);
  const advance = (ms: number) => world.timeline.advance(ms);
  await passing(advance, importHistory({ world, api, csv }));
  expect(calls).toEqual([
    'POST /v1/sessions',
    'POST /v1/admin/market/history?currency=EUR&rate=0.86',
    ...Array.from(
      { length: 4 },
      () =>
        'GET /v1/market/prices?interval=1d&limit=1000&from=1970-01-01T00:00:00Z&to=1970-02-01T00:00:00Z',
    ),
  ]);
  await importHistory({ world, api, csv });
  expect(calls).toHaveLength(6);
});

it('gives up waiting, and says what was refused', async () => {
  const { world } = sandboxWorld();
  const advance = (ms: number) => world.timeline.advance(ms);
  const slow = platform(Number.POSITIVE_INFINITY);
  await passing(advance, importHistory({ world, api: slow.api, csv }));
  expect(slow.calls.length).toBeGreaterThan(100);
  const other = sandboxWorld().world;
  await expect(importHistory({ world: other, api: platform(0, 422).api, csv })).rejects.toThrow(
    'Importing the price history was answered 422',
  );
});
