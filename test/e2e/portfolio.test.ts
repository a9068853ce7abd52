import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerWith, openPlatform, type Platform } from './platform.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await openPlatform();
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

const advance = (time: string) => platform.control('POST', '/_local/clock', { advance: time });

/** Sets the price, and lets the moment pass for which functions keep the last one. */
const setPrice = async (pricePerGram: string) => {
  await platform.control('PUT', '/_local/market', { pricePerGram });
  await platform.cloud.idle();
  await advance('2s');
};

const buy = async (token: string, grams: string) => {
  const { status, body } = await platform.call('POST', '/v1/purchases', {
    token,
    headers: { 'idempotency-key': `buy ${grams}` },
    body: { grams },
  });
  expect(status, JSON.stringify(body)).toBe(201);
  await platform.cloud.idle();
};

const get = async (token: string, path: string) => {
  const { status, body } = await platform.call('GET', path, { token });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

describe('a portfolio', () => {
  it('follows the price, and can be asked for what it was', async () => {
    await setPrice('100.00');
    const { token } = await customerWith(platform, '1000.00');
    await buy(token, '2');
    const bought = await get(token, '/v1/portfolio');
    // 2 g at the ask of 100.50 cost 201.00, and the bid of 99.50 gives 199.00 for them.
    expect(bought).toMatchObject({
      grams: '2.000000',
      costBasis: '201.00',
      value: '199.00',
      valueAtSpot: '200.00',
      unrealisedGain: '-2.00',
      realisedGain: '0.00',
      totalGain: '-2.00',
      price: { spot: '100.000000', bid: '99.500000' },
    });
    await setPrice('120.00');
    const risen = await get(token, '/v1/portfolio');
    expect(risen).toMatchObject({ value: '238.80', unrealisedGain: '37.80', totalGain: '37.80' });
    const then = await get(token, `/v1/portfolio?asOf=${bought.asOf}`);
    expect(then).toMatchObject({ value: '199.00', grams: '2.000000', asOf: bought.asOf });

    const { points, from, to } = await get(token, '/v1/portfolio/history');
    expect(points.length).toBeLessThanOrEqual(400);
    expect([points[0].at, points.at(-1).at]).toEqual([from, to]);
    expect(points[0]).toMatchObject({ grams: '0.000000', value: '0.00', invested: '0.00' });
    expect(points.at(-1)).toMatchObject({ value: '238.80', invested: '201.00' });

    const performance = await get(token, '/v1/portfolio/performance');
    expect(performance).toMatchObject({ value: '238.80', invested: '201.00' });
    expect(performance.timeWeighted).toEqual({ year: null, period: 0.2 });
    expect(performance.moneyWeighted.period).toBeCloseTo(238.8 / 201 - 1, 4);
  });

  it('of nothing is worth nothing', async () => {
    const { token } = await customerWith(platform, '0');
    expect(await get(token, '/v1/portfolio')).toMatchObject({ value: '0.00', totalGain: '0.00' });
    expect(await get(token, '/v1/portfolio/performance')).toMatchObject({
      from: null,
      moneyWeighted: { year: null, period: null },
      timeWeighted: { year: null, period: null },
    });
    const { points } = await get(token, '/v1/portfolio/history');
    expect(points.every(({ value }: { value: string }) => value === '0.00')).toBe(true);
  });

  it.each([
    ['/v1/portfolio?asOf=2999-01-01T00:00:00Z', 422, 'as-of.in-future'],
    ['/v1/portfolio?asOf=1999-01-01T00:00:00Z', 404, 'wallet.unknown'],
    ['/v1/portfolio?asOf=yesterday', 400, 'request.invalid'],
    ['/v1/portfolio/performance?asOf=2999-01-01T00:00:00Z', 422, 'as-of.in-future'],
    ['/v1/portfolio/history?to=2999-01-01T00:00:00Z', 422, 'portfolio.invalid-period'],
    [
      '/v1/portfolio/history?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z',
      404,
      'wallet.unknown',
    ],
  ])('%s is answered %d %s', async (path, status, code) => {
    const { token } = await customerWith(platform, '0');
    const answer = await platform.call('GET', path, { token });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe('the refresh of every valuation', () => {
  it('values each holding with one price, and repeats without harm', async () => {
    await setPrice('110.00');
    const { token, walletId } = await customerWith(platform, '500.00');
    await buy(token, '1.5');
    const rows = async () => {
      await platform.cloud.events.fireSchedules();
      await platform.cloud.idle();
      return platform.rowsOf('PORTFOLIO_VALUATIONS_TABLE');
    };
    const mine = (await rows()).filter((row) => row['walletId'] === walletId);
    expect(mine).toMatchObject([
      { grams: '1.500000', value: '164.17', bid: '109.450000', costBasis: '165.83' },
    ]);
    const { value, unrealisedGain } = await get(token, '/v1/portfolio');
    expect(mine[0]).toMatchObject({ value, unrealisedGain });
    const again = await rows();
    expect(again.filter((row) => row['walletId'] === walletId)).toHaveLength(1);
  });
});

describe('what if', () => {
  const ask = (body: unknown) => platform.call('POST', '/v1/portfolio/what-if', { body });
  const today = new Date().toISOString().slice(0, 10);

  it.each([
    [{ invest: { amount: '100.00', on: '1899-12-31' } }, 422, 'what-if.before-history'],
    [{ invest: { amount: '100.00', on: '2999-01-01' } }, 422, 'what-if.invalid-period'],
    [
      { invest: { amount: '100.00', on: today }, until: '2999-01-01' },
      422,
      'what-if.invalid-period',
    ],
    [
      { invest: { amount: '100.00', on: today }, until: '2026-01-01' },
      422,
      'what-if.invalid-period',
    ],
    [{ invest: { amount: '1000000000.01', on: today } }, 422, 'what-if.invalid-amount'],
    [{ invest: { amount: '0.00', on: today } }, 400, 'request.invalid'],
    [{ invest: { amount: '-1.00', on: today } }, 400, 'request.invalid'],
    [{ invest: { amount: '1.001', on: today } }, 400, 'request.invalid'],
    [{ invest: { amount: 100, on: today } }, 400, 'request.invalid'],
    [{ invest: { amount: '1.00', on: '2026-02-30' } }, 400, 'request.invalid'],
    [{ invest: { amount: '1.00', on: today, monthlyFrom: today } }, 400, 'request.invalid'],
    [{ invest: { amount: '1.00' } }, 400, 'request.invalid'],
    [{}, 400, 'request.invalid'],
  ])('%j is answered %d %s', async (body, status, code) => {
    const answer = await ask(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('invested today is worth what it cost', async () => {
    await setPrice('125.00');
    // A history is kept for five minutes.
    await advance('6m');
    const { status, body } = await ask({ invest: { amount: '125.00', on: today } });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({
      grams: '1.000000',
      invested: '125.00',
      value: '125.00',
      gain: '0.00',
    });
  });
});
