import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlatform, type Platform, tokenOf } from './platform.ts';

const file = readFileSync('local/sandbox/market/data/gold-usd-per-troy-ounce-monthly.csv', 'utf8');

let platform: Platform;
let operator: string;

beforeAll(async () => {
  platform = await openPlatform();
  operator = await tokenOf(platform, 'operator');
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

const send = async (body: string, query = 'currency=EUR&rate=0.86', token = operator) => {
  const answer = await platform.call('POST', `/v1/admin/market/history?${query}`, {
    token,
    headers: { 'content-type': 'text/csv' },
    body,
  });
  await platform.cloud.idle();
  return answer;
};

const days = async (query = '') => {
  const items = [];
  for (let cursor = ''; ; ) {
    const more = cursor === '' ? '' : `&cursor=${cursor}`;
    const path = `/v1/market/prices?interval=1d&limit=250${query}${more}`;
    const { body } = await platform.call('GET', path);
    items.push(...body.items);
    if (body.nextCursor === null) return items;
    cursor = body.nextCursor;
  }
};

const whatIf = async (invest: unknown, until?: string) => {
  // A history is kept for five minutes.
  await platform.control('POST', '/_local/clock', { advance: '6m' });
  const { status, body } = await platform.call('POST', '/v1/portfolio/what-if', {
    body: { invest, ...(until === undefined ? {} : { until }) },
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

describe('a price history', () => {
  it('is refused whole when a row of it is wrong, and nothing changes', async () => {
    const before = await days();
    const broken = file.replace('1980-01,', '1980-01;').replace('1990-05', '1990-04');
    for (const [csv, line] of [
      [broken, 122],
      [file.replace('1990-05', '1990-04'), 246],
      [file.replace(/1990-05.*\n/, ''), 246],
      [file.replace('2026-06', '2999-06'), 679],
      [file.replace('4228.000', '0'), 679],
    ] as const) {
      const { status, body } = await send(csv);
      expect([status, body.code]).toEqual([422, 'price-history.invalid']);
      expect(body.details.rows[0].line).toBe(line);
      expect(body.detail).toContain(`Line ${line}`);
    }
    expect(await days()).toEqual(before);
  });

  it('is taken in once: the same file again changes nothing', async () => {
    const first = await send(file);
    expect(first.body).toEqual({
      currency: 'EUR',
      from: '1970-01-01',
      to: '2026-06-01',
      prices: 678,
      changed: 678,
    });
    const stored = await platform.rowsOf('EVENTS_TABLE');
    expect(stored.filter(({ stream }) => stream?.startsWith('history-EUR-'))).toHaveLength(57);
    expect((await send(`\uFEFF${file.replaceAll('\n', '\r\n')}`)).body.changed).toBe(0);
    expect(await platform.rowsOf('EVENTS_TABLE')).toHaveLength(stored.length);
  });

  it('pages, with today’s own candle behind it', async () => {
    const all = await days();
    expect(all).toHaveLength(679);
    expect(all[0]).toMatchObject({ startsAt: '1970-01-01T00:00:00.000Z', close: '0.966078' });
    // 4,228 × 0.86 ÷ 31.1034768.
    expect(all[677]).toMatchObject({ startsAt: '2026-06-01T00:00:00.000Z', close: '116.902687' });
    const of1980 = await days('&from=1980-01-01T00:00:00Z&to=1980-12-31T00:00:00Z');
    expect(of1980).toHaveLength(12);
  });

  it('answers what 1,000 in 1970, or 100 a month since, would be worth', async () => {
    const once = await whatIf({ amount: '1000.00', on: '1970-01-01' }, '2026-06-30');
    // 1,000 ÷ 0.966078 g in whole steps of 0.0001 g, at 116.902687.
    expect(once).toMatchObject({ grams: '1035.113100', invested: '1000.00', value: '121007.50' });
    const monthly = await whatIf({ amount: '100.00', monthlyFrom: '1970-01-01' }, '2026-06-30');
    expect(monthly.series.at(-1).day).toBe('2026-06-01');
    expect(Number(monthly.invested)).toBeGreaterThan(677 * 100);
    expect(Number(monthly.invested)).toBeLessThanOrEqual(678 * 100);
    expect(monthly.series.length).toBeLessThanOrEqual(400);
  });

  it('is corrected by a later file, and never overrules the market itself', async () => {
    const today = new Date(platform.world.timeline.now()).toISOString().slice(0, 10);
    await platform.control('PUT', '/_local/market', { pricePerGram: '123.00' });
    await platform.cloud.idle();
    const csv = `2026-06-01,4300\n${today},31.10\n`;
    expect((await send(csv, 'currency=EUR&rate=1')).status).toBe(422);
    expect((await send('2026-06,4300', 'currency=EUR&rate=1')).body.changed).toBe(1);
    expect((await send(`${today},3110.35`, 'currency=EUR&rate=1')).body.changed).toBe(1);
    expect((await days()).slice(677)).toMatchObject([
      { startsAt: '2026-06-01T00:00:00.000Z', close: '138.248210' },
      { close: '123.000000' },
    ]);
  });
});

describe('an import of prices', () => {
  it.each([
    ['currency=USD&rate=1', 422, 'price-history.foreign-currency'],
    ['currency=eur&rate=1', 400, 'request.invalid'],
    ['currency=EUR', 400, 'request.invalid'],
    ['rate=0.86', 400, 'request.invalid'],
    ['currency=EUR&rate=0', 400, 'request.invalid'],
    ['currency=EUR&rate=-1', 400, 'request.invalid'],
    ['currency=EUR&rate=0,86', 400, 'request.invalid'],
    ['currency=EUR&rate=1000000.000001', 400, 'request.invalid'],
    ['currency=EUR&rate=0.00001', 400, 'request.invalid'],
    ['currency=EUR&rate=0.86&since=1970', 400, 'request.invalid'],
  ])('with %s is answered %d %s', async (query, status, code) => {
    const answer = await send(file, query);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('is taken from operations and admins alone, and not without end', async () => {
    for (const person of ['customer', 'compliance']) {
      const answer = await send(file, undefined, await tokenOf(platform, person));
      expect([answer.status, answer.body.code]).toEqual([403, 'access.denied']);
    }
    expect((await send('')).body.code).toBe('price-history.invalid');
    const huge = await send('1970-01,34.94\n'.repeat(80_000));
    expect([huge.status, huge.body.code]).toEqual([413, 'price-history.too-large']);
    expect((await send(file, undefined, await tokenOf(platform, 'admin'))).status).toBe(200);
  });
});
