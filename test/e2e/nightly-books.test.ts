import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crowdOf } from './crowd.ts';
import { behave, operator, type Payee, pass, payeesWith } from './money-out.ts';
import { nowOf, openPlatform, type Platform, payIn, tokenOf } from './platform.ts';
import { commit, openPool, recordOf, sagaOf } from './pooling.ts';

/** Whatever moves money, the statement that is fetched by night balances with the books. */

let platform: Platform;
let payees: readonly [Payee, Payee, Payee];

beforeAll(async () => {
  platform = await openPlatform();
  await platform.control('PUT', '/_local/market', { pricePerGram: '100.00' });
  payees = await payeesWith(platform, '2000.00', '2000.00', '2000.00');
  // Whatever the hour is: on a day whose statements before it are all here.
  await untilMorning();
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

const ops = (method: string, path: string, body?: object) => operator(platform)(method, path, body);

/** Until ten past ten of the next morning, when the last try of the night is over. */
const untilMorning = async (): Promise<void> => {
  const at = await nowOf(platform);
  const morning = Date.parse(`${at.slice(0, 10)}T10:10:00.000Z`) + 86_400_000;
  await pass(platform, `${Math.ceil((morning - Date.parse(at)) / 60_000)}m`);
};

const nights = async () => (await ops('GET', '/v1/admin/reconciliations?limit=100')).body.items;

const metric = (name: string): number =>
  platform.cloud.lambda.logs.metrics().find((total) => total.name === name)?.last ?? -1;

const trade = async ({ call }: Payee, side: 'purchases' | 'sales', grams: string) =>
  expect((await call('POST', `/v1/${side}`, { grams })).status).toBe(201);

const withdrawWhile = async (payee: Payee, outgoing: string, amount: string) => {
  await behave(platform, { outgoing, returnAfter: '1h' });
  const id = await payee.withdraw(amount);
  await platform.cloud.idle();
  await behave(platform, { outgoing: 'settle' });
  return id;
};

const adjust = async (walletId: string, amount: string) => {
  const facts = { walletId, amount, currency: 'EUR', reason: 'Goodwill' };
  const { body } = await ops('POST', '/v1/admin/adjustments', facts);
  const path = `/v1/admin/adjustments/${body.adjustmentId}/approvals`;
  expect((await operator(platform, 'admin')('POST', path)).status).toBeLessThan(300);
};

const returnToPayer = async (amount: string) => {
  const { body } = await ops('GET', '/v1/admin/deposits?status=review');
  const { transactionId } = body.items.find((row: { amount: string }) => row.amount === amount);
  const answer = await ops('POST', `/v1/admin/deposits/${transactionId}/returns`, {
    reason: 'nobody knows the payer',
  });
  expect(answer.status).toBe(202);
  await platform.cloud.idle();
};

/** A day on which everything happens that moves money. */
const busyDay = async (): Promise<{ readonly dealer: number }> => {
  const [trader, spender, unlucky] = payees;
  await trade(trader, 'purchases', '4.0000');
  await trade(trader, 'sales', '1.5000');
  await withdrawWhile(spender, 'settle', '150.00');
  await withdrawWhile(unlucky, 'fail', '70.00');
  await withdrawWhile(unlucky, 'return', '80.00');
  await platform.cloud.idle();
  await adjust((await trader.call('GET', '/v1/wallet')).body.walletId, '5.00');
  for (const [amount, reference] of [
    ['17.00', 'for nobody in particular'],
    ['18.00', 'for somebody else'],
  ] as const)
    await payIn(platform, { reference, amount, debtorName: 'Lost Soul' });
  await returnToPayer('18.00');
  const members = await crowdOf(platform, ['100.00', '100.00', '100.00']);
  const poolId = await openPool(platform, { targetAmount: '240.00' });
  for (const member of members) await commit(platform, poolId, member, '80.00');
  expect(await sagaOf(platform, poolId)).toBe('SUCCEEDED');
  const { payment, totalCost } = await recordOf(platform, poolId);
  expect(payment).toBe('paid');
  return { dealer: Number(totalCost) };
};

/** What somebody uploads of a day that is not over does not stand for that day. */
const uploadDaySoFar = async () => {
  const path = `/_local/bank/statements/${(await nowOf(platform)).slice(0, 10)}`;
  const { status } = await platform.call('POST', '/v1/admin/reconciliations', {
    token: await tokenOf(platform, 'operator'),
    headers: { 'content-type': 'application/xml' },
    body: (await platform.control('GET', path)).body,
  });
  expect(status).toBe(202);
  await platform.cloud.idle();
};

const cents = (...amounts: readonly string[]) =>
  amounts.reduce((sum, amount) => sum + Math.round(Number(amount) * 100), 0);

describe('the books of the night', () => {
  it('balance after sales, withdrawals, returns, an adjustment and a dealer that was paid', async () => {
    const { dealer } = await busyDay();
    await uploadDaySoFar();
    await untilMorning();
    const [{ reconciliationId, source, from }, ...earlier] = await nights();
    expect(earlier.map((night: { difference: string }) => night.difference)).toEqual(
      earlier.map(() => '0.00'),
    );
    expect([source, Date.parse(from) < Date.parse(await nowOf(platform)) - 86_400_000]).toEqual([
      'bank',
      true,
    ]);
    const { body: report } = await ops('GET', `/v1/admin/reconciliations/${reconciliationId}`);
    const { books } = report;
    expect(report).toMatchObject({
      status: 'balanced',
      continuous: true,
      counts: { 'missing-here': 0, 'missing-there': 0, 'amount-differs': 0, duplicate: 0 },
      openItems: [],
      books: { inTransit: '0.00', difference: '0.00', suspense: '17.00', bank: report.closing },
    });
    expect(cents(books.available, books.reserved, books.pending, books.suspense, books.house)).toBe(
      cents(report.closing),
    );
    // What customers paid for gold less what they were paid is the house's, but for its gift and what the dealer got.
    const spent = 4 * 100.5 - 1.5 * 99.5 - 5;
    expect(cents(books.house)).toBe(Math.round(spent * 100));
    expect(dealer).toBeGreaterThan(200);
  });

  it('are made up for once a bank that was down is there again', async () => {
    const before = (await nights()).length;
    await behave(platform, { api: 'down' });
    await untilMorning();
    expect(metric('StatementsMissing')).toBe(1);
    expect(await nights()).toHaveLength(before);
    await untilMorning();
    expect(metric('StatementsMissing')).toBe(2);
    await behave(platform, { api: 'up' });
    await untilMorning();
    expect(metric('StatementsMissing')).toBe(0);
    const all = await nights();
    expect(all).toHaveLength(before + 3);
    for (const night of all) expect(night).toMatchObject({ continuous: true, difference: '0.00' });
  });
});
