import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { behave, operator, type Payee, paidBy, pass, payeesWith } from './money-out.ts';
import { nowOf, openPlatform, type Platform, payIn, tokenOf } from './platform.ts';

/** A webhook of the bank's is lost, and its statement says what became of the payment. */

let platform: Platform;
let payee: Payee;

beforeAll(async () => {
  platform = await openPlatform();
  [payee] = await payeesWith(platform, '1000.00');
  // From noon on, so that all of it is of one day.
  const now = await nowOf(platform);
  const noon = Date.parse(`${now.slice(0, 10)}T12:00:00.000Z`) + 86_400_000;
  await pass(platform, `${Math.ceil((noon - Date.parse(now)) / 1_000)}s`);
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

/** Uploads the statement of the day so far, and reads what became of it. */
const reconciled = async (mistake = 'none') => {
  const today = (await nowOf(platform)).slice(0, 10);
  await platform.control('PUT', '/_local/bank/statements', { mistake });
  const { body: xml } = await platform.control('GET', `/_local/bank/statements/${today}`);
  await platform.control('PUT', '/_local/bank/statements', { mistake: 'none' });
  const { status, body } = await platform.call('POST', '/v1/admin/reconciliations', {
    token: await tokenOf(platform, 'operator'),
    headers: { 'content-type': 'application/xml' },
    body: xml,
  });
  expect(status, JSON.stringify(body)).toBe(202);
  await platform.cloud.idle();
  const [{ reconciliationId }] = body.items;
  return (await operator(platform)('GET', `/v1/admin/reconciliations/${reconciliationId}`)).body;
};

const lineOf = (report: { lines: { key: string; verdict: string }[] }, key: string) =>
  report.lines.find((line) => line.key === key);

/** Withdraws 10.00 of a bank that tells nobody what it does. */
const withdrawInSilence = async (behaviour: object) => {
  await behave(platform, { outgoing: 'settle', api: 'up', webhook: 'never', ...behaviour });
  const id = await payee.withdraw('10.00');
  await platform.cloud.idle();
  await pass(platform, '5s');
  expect(await payee.withdrawal(id)).toMatchObject({ status: 'processing' });
  return id;
};

describe('a statement of withdrawals', () => {
  it('that has a withdrawal whose webhook was lost completes it, once', async () => {
    const before = Number((await payee.wallet()).available);
    const id = await withdrawInSilence({});
    const report = await reconciled();
    expect(lineOf(report, `out#${id}`)).toMatchObject({ verdict: 'missing-here' });
    expect(report.books.difference).toBe('0.00');
    expect(await payee.withdrawal(id)).toMatchObject({ status: 'completed' });
    expect(await payee.wallet()).toEqual({
      available: (before - 10).toFixed(2),
      reserved: '0.00',
    });
    // The saga, which would have asked after a quarter of an hour, has ended.
    await pass(platform, '16m');
    expect(await paidBy(platform, id)).toEqual(['completed']);
  });

  it('that has its return credits it, once', async () => {
    const before = await payee.wallet();
    const id = await withdrawInSilence({ outgoing: 'return', returnAfter: '1m' });
    await pass(platform, '2m');
    const report = await reconciled();
    for (const key of [`out#${id}`, `back#${id}`])
      expect(lineOf(report, key)).toMatchObject({ verdict: 'missing-here' });
    expect(await payee.withdrawal(id)).toMatchObject({ status: 'returned' });
    await reconciled();
    expect(await payee.wallet()).toEqual(before);
  });

  it('with another amount than was ordered concludes nothing: it is for people, and the saga asks', async () => {
    const id = await withdrawInSilence({});
    const report = await reconciled('wrong-amount');
    expect(lineOf(report, `out#${id}`)).toMatchObject({
      verdict: 'missing-here',
      amount: '-10.01',
    });
    expect(await payee.withdrawal(id)).toMatchObject({ status: 'processing' });
    await pass(platform, '16m');
    expect(await payee.withdrawal(id)).toMatchObject({ status: 'completed' });
  });
});

describe('a statement', () => {
  it('that has a return of nobody’s money concludes it', async () => {
    await behave(platform, { outgoing: 'settle', webhook: 'before-answer' });
    await payIn(platform, { reference: 'for nobody', amount: '17.17', debtorName: 'Lost Soul' });
    const deposits = async (status: string) =>
      (await operator(platform)('GET', `/v1/admin/deposits?status=${status}`)).body.items;
    const [{ transactionId }] = await deposits('review');
    await behave(platform, { webhook: 'never' });
    await operator(platform)('POST', `/v1/admin/deposits/${transactionId}/returns`, {
      reason: 'nobody knows the payer',
    });
    await platform.cloud.idle();
    await pass(platform, '5s');
    expect(await deposits('returning')).toHaveLength(1);
    const report = await reconciled();
    expect(report.books.difference).toBe('0.00');
    expect(await deposits('returning')).toEqual([]);
    expect(await deposits('review')).toEqual([]);
  });
});

describe('the statement of the night after', () => {
  it('has the whole day again, and finds all of it in our books', async () => {
    await pass(platform, '34h');
    const { body } = await operator(platform)('GET', '/v1/admin/reconciliations');
    const nights = body.items.filter(({ source }: { source: string }) => source === 'bank');
    expect(nights.length).toBeGreaterThan(0);
    for (const night of nights)
      expect(night).toMatchObject({
        continuous: true,
        missingHere: 0,
        missingThere: 0,
        openItemCount: 0,
        difference: '0.00',
      });
    expect(nights.reduce((sum: number, { matched }: { matched: number }) => sum + matched, 0)).toBe(
      7,
    );
  });
});
