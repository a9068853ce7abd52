import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlatform, type Platform } from './platform.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await openPlatform();
}, 180_000);

afterAll(async () => {
  await platform?.stop();
});

const setPrice = async (pricePerGram: string) => {
  await platform.control('PUT', '/_local/market', { pricePerGram });
  await platform.cloud.idle();
};

const prices = async (query: string) => platform.call('GET', `/v1/market/prices?${query}`);

describe('candles', () => {
  it('follow the price, and are read by range and page', async () => {
    for (const price of ['100.00', '104.00', '98.00', '101.00']) await setPrice(price);
    const from = '2020-01-01T00:00:00Z';
    const { body: day } = await prices(`interval=1d&from=${from}`);
    const today = day.items.at(-1);
    expect(today).toMatchObject({
      high: expect.any(String),
      low: '98.000000',
      close: '101.000000',
    });
    expect(today.startsAt).toMatch(/T00:00:00\.000Z$/);
    expect(today.count).toBeGreaterThanOrEqual(4);
    const { body: minutes } = await prices(`interval=1m&from=${from}&limit=1000`);
    const counted = minutes.items.reduce(
      (sum: number, { count }: { count: number }) => sum + count,
      0,
    );
    expect(counted).toBe(today.count);
    await platform.control('POST', '/_local/clock', { advance: '3h' });
    await setPrice('102.00');
    const first = await prices(`interval=1h&from=${from}&limit=1`);
    expect(first.body.items).toHaveLength(1);
    const rest = await prices(`interval=1h&from=${from}&cursor=${first.body.nextCursor}`);
    expect(rest.body.items.at(-1).close).toBe('102.000000');
    expect(rest.body.items[0].startsAt > first.body.items[0].startsAt).toBe(true);
    const backwards = await prices('interval=1d&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z');
    expect(backwards.body).toMatchObject({ items: [], nextCursor: null });
  });

  it.each([
    ['interval=5m'],
    ['from=yesterday'],
    ['to=2026-02-30T00:00:00Z'],
    ['limit=ten'],
    ['limit=-1'],
    ['cursor=!'],
    [`cursor=${Buffer.from('tomorrow').toString('base64url')}`],
    ['currency=USD'],
  ])('asked for with %s are refused', async (query) => {
    const answer = await prices(query);
    expect(answer.status).toBe(400);
    expect(answer.body.code).toMatch(/^request\./);
  });
});
