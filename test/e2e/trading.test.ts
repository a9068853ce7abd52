import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, customerWith, openPlatform, type Platform, tokenOf } from './platform.ts';

let platform: Platform;
let keys = 0;

beforeAll(async () => {
  platform = await openPlatform();
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

/** Sets the price, and lets the second pass for which instances remember the last one. */
const priceIs = async (pricePerGram: string) => {
  await platform.control('PUT', '/_local/market', { pricePerGram });
  await platform.cloud.idle();
  await later('2s');
};

const later = (advance: string) => platform.control('POST', '/_local/clock', { advance });

const quote = async (token: string, body: object) => {
  const answer = await platform.call('POST', '/v1/quotes', { token, body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

const trade = (token: string, what: 'purchases' | 'sales', body: unknown, key?: string) => {
  keys += 1;
  return platform.call('POST', `/v1/${what}`, {
    token,
    headers: { 'idempotency-key': key ?? `key-${keys}` },
    body,
  });
};

const coded = ({ status, body }: Answer) => [status, body.code];

const vault = async () =>
  (await platform.call('GET', '/v1/admin/vault', { token: await tokenOf(platform, 'operator') }))
    .body;

describe('quote, buy, price moves, sell', () => {
  it('realises the gain over average cost to the cent, and gives the gold back to the vault', async () => {
    await priceIs('100.00');
    const { token } = await customerWith(platform, '500.00');
    const before = await vault();
    const toBuy = await quote(token, { side: 'buy', grams: '2' });
    expect(toBuy).toMatchObject({
      side: 'buy',
      grams: '2.000000',
      spot: '100.000000',
      ask: '100.500000',
      bid: '99.500000',
      spread: '1.000000',
      pricePerGram: '100.500000',
      fee: '0.00',
      total: '201.00',
      roundingRemainder: '0.000000000000',
    });
    const bought = await trade(token, 'purchases', { quote: toBuy });
    expect(bought.body).toMatchObject({ grams: '2.000000', totalCost: '201.00' });

    await priceIs('120.00');
    const toSell = await quote(token, { side: 'sell', grams: '0.5' });
    expect(toSell).toMatchObject({ pricePerGram: '119.400000', total: '59.70' });
    const sold = await trade(token, 'sales', { quote: toSell });
    expect(sold.body).toMatchObject({
      status: 'completed',
      grams: '0.500000',
      proceeds: '59.70',
      costBasis: '50.25',
      realisedGain: '9.45',
    });
    const rest = await trade(token, 'sales', { grams: '1.5' });
    expect(rest.body).toMatchObject({ proceeds: '179.10', realisedGain: '28.35' });
    await platform.cloud.idle();

    const { body: wallet } = await platform.call('GET', '/v1/wallet', { token });
    expect(wallet).toMatchObject({ available: '537.80', reserved: '0.00' });
    const { body: holdings } = await platform.call('GET', '/v1/holdings', { token });
    expect(holdings).toMatchObject({ grams: '0.000000', costBasis: '0.00' });
    const { body: history } = await platform.call('GET', '/v1/transactions', { token });
    expect(history.items.map(({ type, amount }: never) => [type, amount])).toEqual([
      ['sale', '179.10'],
      ['sale', '59.70'],
      ['purchase', '201.00'],
      ['deposit', '500.00'],
    ]);
    expect(await vault()).toMatchObject({
      allocatedGrams: before.allocatedGrams,
      availableGrams: before.availableGrams,
    });
  });

  it('keeps the quoted price while the market moves', async () => {
    await priceIs('100.00');
    const { token } = await customerWith(platform, '100.00');
    const held = await quote(token, { side: 'buy', amount: '50.00' });
    await priceIs('110.00');
    const { body } = await trade(token, 'purchases', { quote: held });
    expect(body).toMatchObject({ pricePerGram: '100.500000', grams: held.grams });
    await priceIs('100.00');
  });
});

describe('a quote', () => {
  it('is refused when anything on it was altered, and when it is of another customer or side', async () => {
    const { token } = await customerWith(platform, '100.00');
    const { token: other } = await customerWith(platform, '100.00', 'Dorothy Vaughan');
    const good = await quote(token, { side: 'buy', grams: '0.1' });
    for (const field of Object.keys(good)) {
      const value = field === 'side' ? 'sell' : `${good[field]}0`;
      const answer = await trade(token, 'purchases', { quote: { ...good, [field]: value } });
      expect([field, ...coded(answer)]).toEqual([field, 422, 'quote.invalid']);
    }
    expect(coded(await trade(other, 'purchases', { quote: good }))).toEqual([422, 'quote.foreign']);
    expect(coded(await trade(token, 'sales', { quote: good }))).toEqual([422, 'quote.wrong-side']);
    const { total: _total, ...partial } = good;
    expect((await trade(token, 'purchases', { quote: partial })).status).toBe(400);
    expect((await trade(token, 'purchases', { quote: { ...good, grams: '0.1\n' } })).status).toBe(
      400,
    );
    expect((await trade(token, 'purchases', { quote: good, grams: '1' })).status).toBe(400);
    expect((await trade(token, 'purchases', { quote: good })).status).toBe(201);
  });

  it('serves once, whatever key it comes with, and its own repetition gets the first answer', async () => {
    const { token } = await customerWith(platform, '100.00');
    const once = await quote(token, { side: 'buy', grams: '0.1' });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => trade(token, 'purchases', { quote: once })),
    );
    const codes = answers.map((answer) => `${coded(answer)}`).toSorted();
    expect(codes).toEqual(['201,', ...Array(5).fill('422,quote.used')]);
    const mine = await quote(token, { side: 'buy', grams: '0.2' });
    const first = await trade(token, 'purchases', { quote: mine }, 'mine');
    await later('61s');
    expect((await trade(token, 'purchases', { quote: mine }, 'mine')).body).toEqual(first.body);
    const next = await quote(token, { side: 'buy', grams: '0.2' });
    expect(coded(await trade(token, 'purchases', { quote: next }, 'mine'))).toEqual([
      422,
      'idempotency.mismatch',
    ]);
  });

  it('is over after a minute', async () => {
    const { token } = await customerWith(platform, '100.00');
    const late = await quote(token, { side: 'buy', grams: '0.1' });
    await later('60s');
    expect(coded(await trade(token, 'purchases', { quote: late }))).toEqual([422, 'quote.expired']);
  });

  it('buys and sells nothing while the market is closed', async () => {
    const { token } = await customerWith(platform, '100.00');
    const open = await quote(token, { side: 'buy', grams: '0.1' });
    await platform.control('PUT', '/_local/market/session', { open: false });
    await platform.cloud.idle();
    await later('2s');
    expect(coded(await trade(token, 'purchases', { quote: open }))).toEqual([422, 'market.closed']);
    expect(coded(await trade(token, 'purchases', { grams: '0.1' }))).toEqual([
      422,
      'market.closed',
    ]);
    await platform.control('PUT', '/_local/market/session', { open: true });
    await platform.cloud.idle();
    await later('2s');
    expect((await trade(token, 'purchases', { quote: open })).status).toBe(201);
  });
});

describe('a sale', () => {
  it('of one step more than is held is refused, and of all of it is not', async () => {
    await priceIs('100.00');
    const { token } = await customerWith(platform, '100.00');
    await trade(token, 'purchases', { grams: '0.5' });
    const before = await vault();
    expect(coded(await trade(token, 'sales', { grams: '0.5001' }))).toEqual([
      422,
      'wallet.insufficient-gold',
    ]);
    expect((await trade(token, 'sales', { grams: '0.00005' })).body.code).toMatch(/step|invalid/);
    expect(
      coded(await trade(token, 'sales', { grams: '0.1', minPricePerGram: '99.500001' })),
    ).toEqual([422, 'trading.price-limit-exceeded']);
    expect(await vault()).toEqual(before);
    expect((await trade(token, 'sales', { grams: '0.5' })).status).toBe(201);
  });

  it('happens exactly as often as there is gold, however many ask at once', async () => {
    const { token } = await customerWith(platform, '400.00');
    await trade(token, 'purchases', { grams: '3' });
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => trade(token, 'sales', { grams: '0.1' })),
    );
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect([count(201), count(422)]).toEqual([30, 30]);
    await platform.cloud.idle();
    const { body: holdings } = await platform.call('GET', '/v1/holdings', { token });
    expect(holdings.grams).toBe('0.000000');
  });
});

describe('the tiers', () => {
  it('end at 1,000.00 for the unverified and at 50,000.00 a day for the verified, to the cent', async () => {
    await priceIs('100.00');
    const { token, userId } = await customerWith(platform, '60000.00');
    const edge = await trade(token, 'purchases', { grams: '9.9502' });
    expect(edge.body.totalCost).toBe('1000.00');
    const over = await trade(token, 'purchases', { grams: '0.0001' });
    expect([...coded(over), over.body.details.tier]).toEqual([
      422,
      'trading.limit-exceeded',
      'unverified',
    ]);
    await platform.call('POST', `/v1/admin/users/${userId}/verifications`, {
      token: await tokenOf(platform, 'operator'),
      body: { verificationType: 'passport', outcome: 'verified' },
    });
    const verified = await trade(token, 'purchases', { grams: '487.5621' });
    expect(verified.body.totalCost).toBe('49000.00');
    const above = await trade(token, 'purchases', { grams: '0.0001' });
    expect([...coded(above), above.body.details.tier]).toEqual([
      422,
      'trading.limit-exceeded',
      'verified',
    ]);
  });
});

describe('the vault', () => {
  const operate = async (path: string, body?: object) =>
    platform.call('POST', `/v1/admin/vault/bars${path}`, {
      token: await tokenOf(platform, 'operator'),
      body,
    });

  it('weighs a bar as the LBMA does, and lets it go while nothing of it is allocated', async () => {
    const before = await vault();
    const bar = {
      serial: 'LBMA-1',
      refiner: 'Example',
      grossWeight: '401.125',
      fineness: '0.9958',
    };
    const received = await operate('', bar);
    expect(received.body).toMatchObject({ fineOunces: '399.440', fineGrams: '12423.972772' });
    expect(Number((await vault()).fineGrams)).toBeGreaterThan(Number(before.fineGrams));
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => operate('/LBMA-1/releases', {})),
    );
    const codes = answers.map((answer) => `${coded(answer)}`).toSorted();
    expect(codes).toEqual(['201,', ...Array(3).fill('404,vault.bar-unknown')]);
    const { version: _before, ...same } = before;
    expect(await vault()).toMatchObject(same);
  });

  it('keeps a bar of which a customer has one step', async () => {
    const { token } = await customerWith(platform, '10.00');
    await trade(token, 'purchases', { grams: '0.0001' });
    expect(coded(await operate('/SANDBOX-0001/releases', {}))).toEqual([422, 'vault.bar-in-use']);
    expect((await operate('/not.a.serial/releases', {})).status).toBe(400);
  });
});
