import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerWith, openPlatform, type Platform, payIn, tokenOf } from './platform.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await openPlatform();
}, 60_000);

afterAll(async () => {
  await platform?.stop();
});

/** The bank's message of an incoming transfer. */
const received = (transfer: { reference: string; bankTransactionId: string; amount: string }) =>
  JSON.stringify({
    type: 'transfer.received',
    timestamp: new Date().toISOString(),
    data: {
      ...transfer,
      currency: 'EUR',
      debtor: { name: 'Mary Jackson', iban: 'DE89370400440532013000' },
      bookedAt: new Date().toISOString(),
    },
  });

/** Standard Webhooks headers, signed as the bank signs. */
const signed = (
  { cloud }: Platform,
  body: string,
  atSeconds = Math.floor(Date.now() / 1_000),
): Record<string, string> => {
  const secret = JSON.parse(cloud.secrets.read('assay/local/bank/webhook')).current;
  return {
    'webhook-id': 'message-1',
    'webhook-timestamp': `${atSeconds}`,
    'webhook-signature': new Webhook(secret).sign('message-1', new Date(atSeconds * 1_000), body),
  };
};

const key = (name: string) => ({ 'idempotency-key': name });

describe('the first story', () => {
  it('registers, pays in, buys by grams and by amount, and reads it all back', async () => {
    await platform.control('PUT', '/_local/market', { pricePerGram: '100.00' });
    await platform.cloud.idle();
    const { token } = await customerWith(platform, '1000.00');
    const paid = await platform.call('GET', '/v1/wallet', { token });
    expect(paid.body).toMatchObject({ available: '1000.00', reserved: '0.00', pending: '0.00' });

    const byGrams = await platform.call('POST', '/v1/purchases', {
      token,
      headers: key('one'),
      body: { grams: '0.5' },
    });
    expect(byGrams.status, JSON.stringify(byGrams.body)).toBe(201);
    const byAmount = await platform.call('POST', '/v1/purchases', {
      token,
      headers: key('two'),
      body: { amount: '100.00' },
    });
    expect(byAmount.status).toBe(201);
    await platform.cloud.idle();

    const spent = Math.round(
      100 * (Number(byGrams.body.totalCost) + Number(byAmount.body.totalCost)),
    );
    const { body: wallet } = await platform.call('GET', '/v1/wallet', { token });
    expect(Math.round(Number(wallet.available) * 100)).toBe(100_000 - spent);
    const { body: holdings } = await platform.call('GET', '/v1/holdings', { token });
    expect(holdings.grams).toMatch(/^1\.49/);
    const { body: history } = await platform.call('GET', '/v1/transactions', { token });
    expect(history.items.map(({ type, status }: never) => [type, status])).toEqual([
      ['purchase', 'completed'],
      ['purchase', 'completed'],
      ['deposit', 'completed'],
    ]);
    const one = history.items[0];
    const found = await platform.call('GET', `/v1/transactions/${one.transactionId}`, { token });
    expect(found.body).toMatchObject({ transactionId: one.transactionId });
    const why = await platform.call('GET', `/v1/transactions/${one.transactionId}/events`, {
      token,
    });
    expect(why.body.items.map(({ eventType }: never) => eventType)).toEqual([
      'GoldPurchaseInitiated',
      'FundsReserved',
      'GoldAllocated',
      'GoldPurchaseCompleted',
    ]);
    const mails = await platform.control('GET', '/_local/mailbox');
    expect(JSON.stringify(mails.body)).toContain('Welcome to Assay');
  });
});

describe('a repetition', () => {
  it('answers a repeated purchase with the first answer, and refuses the key with another body', async () => {
    const { token } = await customerWith(platform, '500.00');
    const buy = (grams: string) =>
      platform.call('POST', '/v1/purchases', { token, headers: key('k'), body: { grams } });
    const first = await buy('0.1');
    const again = await buy('0.1');
    expect(again.body).toEqual(first.body);
    const other = await buy('0.2');
    expect([other.status, other.body.code]).toEqual([422, 'idempotency.mismatch']);
  });

  it('credits a transfer once, however often and however parallel the bank says so', async () => {
    const { token, reference } = await customerWith(platform, '0');
    const { status } = await platform.control('POST', '/_local/bank/transfers', {
      reference,
      amount: '50.00',
      debtorName: 'Mary Jackson',
      debtorIban: 'DE89370400440532013000',
    });
    expect(status).toBeLessThan(300);
    const message = received({ reference, bankTransactionId: 'TEN-TIMES', amount: '9.00' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => platform.webhook(signed(platform, message), message)),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(202));
    await platform.cloud.idle();
    const { body } = await platform.call('GET', '/v1/wallet', { token });
    // The bank's books know nothing of the second one, so it waits for people.
    expect(body).toMatchObject({ available: '50.00', pending: '9.00' });
  });
});

describe('a webhook', () => {
  const message = received({ reference: 'none', bankTransactionId: 'X1', amount: '1.00' });
  const good = () => signed(platform, message);
  const now = () => Math.floor(Date.now() / 1_000);
  it.each([
    ['forged', () => ({ ...good(), 'webhook-signature': `v1,${'A'.repeat(43)}=` }), message, 401],
    ['unsigned', () => ({}), message, 401],
    ['stale', () => signed(platform, message, now() - 301), message, 401],
    ['from the future', () => signed(platform, message, now() + 301), message, 401],
    ['altered', good, message.replace('1.00', '2.00'), 401],
    ['malformed', () => signed(platform, '{'), '{', 400],
    ['oversized', good, 'x'.repeat(20_000), 413],
  ] as const)('that is %s changes nothing', async (_name, headers, body, status) => {
    const answer = await platform.webhook(headers(), body);
    expect([answer.status, typeof answer.body.code]).toEqual([status, 'string']);
  });

  it.each([
    ['-1.00'],
    ['0.00'],
    ['1.001'],
    ['1e3'],
    ['NaN'],
    ['99999999999999999999999999999999999'],
  ])('with the amount %s is refused', async (amount) => {
    const bad = received({ reference: 'none', bankTransactionId: 'X2', amount });
    expect((await platform.webhook(signed(platform, bad), bad)).status).toBe(400);
  });
});

describe('money that nobody expected', () => {
  it('keeps a payment of a stranger for review', async () => {
    const { token, reference } = await customerWith(platform, '0');
    await payIn(platform, { reference, amount: '77.00', debtorName: 'Somebody Else' });
    const { body } = await platform.call('GET', '/v1/wallet', { token });
    expect(body).toMatchObject({ available: '0.00', pending: '77.00' });
    const reviews = await platform.call('GET', '/v1/admin/deposits?status=review', {
      token: await tokenOf(platform, 'operator'),
    });
    expect(reviews.body.items).toContainEqual(
      expect.objectContaining({ amount: '77.00', reason: 'name-mismatch' }),
    );
  });
});

describe('two hundred purchases at once', () => {
  it('complete exactly as often as the wallet can pay, and the books balance', {
    timeout: 120_000,
  }, async () => {
    await platform.control('PUT', '/_local/market', { pricePerGram: '100.00' });
    await platform.cloud.idle();
    // 0.1 g at the ask of 100.50 cost 10.05: thirty of them cost 301.50.
    const { token } = await customerWith(platform, '305.00');
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        platform.call('POST', '/v1/purchases', {
          token,
          headers: key(`p${n}`),
          body: { grams: '0.1' },
        }),
      ),
    );
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect([count(201), count(422)]).toEqual([30, 170]);
    await platform.cloud.idle();
    const { body: wallet } = await platform.call('GET', '/v1/wallet', { token });
    const { body: holdings } = await platform.call('GET', '/v1/holdings', { token });
    expect([wallet.available, wallet.reserved, holdings.grams]).toEqual([
      '3.50',
      '0.00',
      '3.000000',
    ]);
    const { body: vault } = await platform.call('GET', '/v1/admin/vault', {
      token: await tokenOf(platform, 'operator'),
    });
    expect(Number(vault.allocatedGrams)).toBeGreaterThanOrEqual(3);
  });
});
