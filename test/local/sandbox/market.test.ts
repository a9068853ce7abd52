import { describe, expect, it } from 'vitest';
import {
  formatPerGram,
  formatPerOunce,
  fromDollarsPerOunce,
  fromPricePerGram,
} from '../../../local/sandbox/market/ounce.ts';
import { sandboxWorld, startMs } from './sandbox-world.ts';

const csv = 'Date,Price\n2026-04,4721.000\n2026-05,4587.000\n2026-06,4228.000\n';
const quote = async ({ market }: ReturnType<typeof sandboxWorld>) =>
  (await market('GET', '/api/XAU/EUR')).json;

describe('the ounce', () => {
  it('holds a price per gram without rounding', () => {
    const price = fromPricePerGram('8.00') as bigint;
    expect(formatPerOunce(price)).toBe('248.8278144');
    expect(formatPerGram(price)).toBe('8');
    for (const perGram of ['124.8735', '0.000001', '99999.999999', '116.902841'])
      expect(formatPerGram(fromPricePerGram(perGram) as bigint)).toBe(perGram);
  });

  it('turns dollars into euro at the rate of the sandbox', () => {
    expect(formatPerOunce(fromDollarsPerOunce('4228.000') as bigint)).toBe('3636.08');
  });

  it.each(['', '0', '0.000', '-1', '1e3', '1,5', '1.0000001', 'x'])(
    'knows that %j is no price',
    (text) => expect(fromPricePerGram(text)).toBeUndefined(),
  );
});

describe('a quote', () => {
  it('has the shape of GoldAPI.io', async () => {
    const world = sandboxWorld();
    expect(await quote(world)).toEqual({
      timestamp: startMs / 1_000,
      metal: 'XAU',
      currency: 'EUR',
      exchange: 'SANDBOX',
      symbol: 'SANDBOX:XAUEUR',
      price: 3636.08,
      ask: 3636.08,
      bid: 3636.08,
    });
  });

  it('comes in the shapes of metals.dev and MetalpriceAPI as well', async () => {
    const world = sandboxWorld();
    const anyone = world.as('market.sandbox.assay.test', { 'x-api-key': 'latest-key' });
    const spot = await anyone('GET', '/v1/metal/spot?metal=gold&currency=EUR&api_key=metals-key');
    expect(spot.json).toMatchObject({
      status: 'success',
      timestamp: new Date(startMs).toISOString(),
      currency: 'EUR',
      unit: 'toz',
      metal: 'gold',
      rate: { price: 3636.08 },
    });
    const latest = await anyone('GET', '/v1/latest?base=EUR&currencies=XAU');
    expect(latest.json).toMatchObject({
      success: true,
      base: 'EUR',
      timestamp: startMs / 1_000,
      rates: { EURXAU: 3636.08 },
    });
  });

  it('is for who has the key', async () => {
    const { as } = sandboxWorld();
    const stranger = as('market.sandbox.assay.test', { 'x-access-token': 'guess' });
    for (const path of ['/api/XAU/EUR', '/v1/metal/spot?api_key=guess', '/v1/latest'])
      expect((await stranger('GET', path)).status).toBe(403);
  });
});

describe('a source', () => {
  it.each([
    ['html', 200, /^<!doctype html>/],
    ['old', 200, /"timestamp": 1795420800,/],
    ['zero', 200, /"price": 0,/],
    ['negative', 200, /"price": -3636.08,/],
    ['text', 200, /"price": "3636.08",/],
    ['unit', 200, /"metal": "XAG"/],
    ['currency', 200, /"currency": "USD"/],
    ['empty', 200, /^\{\}/],
    ['outlier', 200, /"price": 3817.884,/],
    ['down', 503, /Unavailable/],
  ])(
    'can be told to be %s, and still says whether the market is open',
    async (manner, status, body) => {
      const world = sandboxWorld();
      await world.control('PUT', '/_local/market/sources', { goldapi: manner });
      expect(world.polls()).toBe(1);
      const answer = await world.market('GET', '/api/XAU/EUR');
      expect(answer.status).toBe(status);
      expect(answer.body).toMatch(body);
      expect(answer.headers['x-sandbox-session']).toBe('open');
      expect((await world.control('GET', '/_local/market/sources')).json).toMatchObject({
        goldapi: manner,
        'metals-dev': 'fine',
      });
    },
  );

  it('can be told not to come', async () => {
    const world = sandboxWorld();
    await world.control('PUT', '/_local/market/sources', { goldapi: 'hang' });
    let answered = false;
    void world.market('GET', '/api/XAU/EUR').then(() => {
      answered = true;
    });
    await world.pass(30_000);
    expect(answered).toBe(false);
    await world.pass(60_000);
    expect(answered).toBe(true);
  });
});

describe('a live market', () => {
  it('walks with time, the same way for the same seed, and stays near its beginning', async () => {
    const walk = async () => {
      const world = sandboxWorld();
      const prices: number[] = [];
      for (let minute = 0; minute < 200; minute++) {
        prices.push((await quote(world)).price);
        await world.pass(60_000);
      }
      return prices;
    };
    const prices = await walk();
    expect(await walk()).toEqual(prices);
    expect(new Set(prices).size).toBeGreaterThan(150);
    expect(Math.min(...prices)).toBeGreaterThan(3636 * 0.97);
    expect(Math.max(...prices)).toBeLessThan(3636 * 1.03);
  });

  it('goes on where it was after a restart, however long', async () => {
    const first = sandboxWorld();
    await first.pass(3_600_000);
    const { price } = await quote(first);
    const second = sandboxWorld({ storage: first.storage, nowMs: startMs + 3_600_000 });
    expect((await quote(second)).price).toBe(price);
    await second.pass(90 * 86_400_000);
    expect((await quote(second)).price).not.toBe(price);
  });
});

describe('a market told what to do', () => {
  it('holds a price, and has it polled at once', async () => {
    const world = sandboxWorld();
    const set = await world.control('PUT', '/_local/market', { pricePerGram: '8.00' });
    expect(set.json).toMatchObject({ pricePerGram: '8', mode: 'held' });
    expect(world.polls()).toBe(1);
    await world.pass(86_400_000);
    expect(await quote(world)).toMatchObject({ price: 248.8278144 });
    await world.control('PUT', '/_local/market', { live: true });
    await world.pass(60_000);
    expect((await quote(world)).price).not.toBe(248.8278144);
  });

  it('replays a file line by line, has each polled, and holds the last', async () => {
    const world = sandboxWorld();
    await world.control('PUT', '/_local/market', { replay: { csv, every: '2s' } });
    const prices = [(await quote(world)).price];
    for (let line = 0; line < 3; line++) {
      await world.pass(2_000);
      prices.push((await quote(world)).price);
    }
    expect(prices).toEqual([4060.06, 3944.82, 3636.08, 3636.08]);
    expect(world.polls()).toBe(3);
    expect((await world.control('GET', '/_local/market')).json).toMatchObject({
      mode: 'replay',
      date: '2026-06',
      line: 3,
      lines: 3,
    });
  });

  it('goes on with a replay after a restart', async () => {
    const first = sandboxWorld();
    await first.replayMarket(csv, '1s');
    await first.pass(1_000);
    const second = sandboxWorld({ storage: first.storage, nowMs: startMs + 60_000 });
    expect((await quote(second)).price).toBe(3944.82);
    await second.pass(1_000);
    expect((await quote(second)).price).toBe(3636.08);
  });

  it('stops a replay when told another thing', async () => {
    const world = sandboxWorld();
    await world.replayMarket(csv, '1s');
    await world.control('PUT', '/_local/market', { pricePerGram: '100' });
    await world.pass(5_000);
    expect((await quote(world)).price).toBe(3110.34768);
  });
});

describe('what people ask of a market', () => {
  it.each([
    [true, 'open'],
    [false, 'closed'],
    ['calendar', 'calendar'],
  ])('opens and closes: %j', async (open, session) => {
    const first = sandboxWorld();
    const set = await first.control('PUT', '/_local/market/session', { open });
    expect(set.json.session).toBe(session);
    expect(first.polls()).toBe(1);
    const again = await sandboxWorld({ storage: first.storage }).market('GET', '/api/XAU/EUR');
    expect(again.headers['x-sandbox-session']).toBe(session);
  });

  it.each([
    ['/_local/market', { pricePerGram: '0' }],
    ['/_local/market', { pricePerGram: 8 }],
    ['/_local/market', { pricePerGram: '-8.00' }],
    ['/_local/market', { live: false }],
    ['/_local/market', { replay: { csv: 'Date,Price\n', every: '1s' } }],
    ['/_local/market', { replay: { csv: 'Date,Price\n2026-01,none', every: '1s' } }],
    ['/_local/market', { replay: { csv, every: '1ms' } }],
    ['/_local/market', { replay: { csv, every: 'soon' } }],
    ['/_local/market/session', { open: 'perhaps' }],
    ['/_local/market', 'nothing'],
    ['/_local/market/sources', { goldapi: 'rude' }],
    ['/_local/market/sources', { lbma: 'fine' }],
  ])('refuses on %s %j and changes nothing', async (path, body) => {
    const world = sandboxWorld();
    const before = await world.control('GET', '/_local/market');
    const refused = await world.control('PUT', path, body);
    expect(refused.status).toBe(400);
    expect(refused.json.detail.length).toBeGreaterThan(20);
    expect((await world.control('GET', '/_local/market')).json).toEqual(before.json);
    expect(world.polls()).toBe(0);
  });
});
