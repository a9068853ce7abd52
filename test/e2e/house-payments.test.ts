import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crowdOf, type Member, signedInAgain } from './crowd.ts';
import { behave, newKey, operator, pass } from './money-out.ts';
import { type Answer, countOf, openPlatform, type Platform, payIn, tokenOf } from './platform.ts';
import { commit, openPool, recordOf, sagaOf } from './pooling.ts';

/** What the house itself pays: money of nobody's goes back, and the dealer is paid. Once, or people hear of it. */

let platform: Platform;
let people: readonly Member[];

beforeAll(async () => {
  platform = await openPlatform();
  await platform.control('PUT', '/_local/market', { pricePerGram: '101.37' });
  people = await crowdOf(platform, ['500.00', '500.00', '500.00']);
}, 120_000);

afterAll(async () => {
  await platform?.stop();
});

const usual = { outgoing: 'settle', webhook: 'before-answer', api: 'up' };
const bank = (behaviour: object = {}) => behave(platform, { ...usual, ...behaviour });
const ops = (method: string, path: string, body?: object) => operator(platform)(method, path, body);

const debtorIban = 'DE89370400440532013000';

interface Paid {
  readonly amount: string;
  readonly status: string;
  readonly endToEndId: string;
  readonly creditor: { readonly name: string; readonly iban: string };
}

/** What the bank has paid of that amount, in its order. */
const paid = async (amount: string): Promise<readonly Paid[]> => {
  const { body } = await platform.control('GET', '/_local/bank/transfers');
  return body.paid.filter((transfer: Paid) => transfer.amount === amount).toReversed();
};

const deposit = async (status: string, bankReference: string) => {
  const { body } = await ops('GET', `/v1/admin/deposits?status=${status}&limit=100`);
  return body.items.find((row: { bankReference: string }) => row.bankReference === bankReference);
};

let cents = 0;
/** Money for nobody, of an amount that nothing else here has. */
const unmatched = async () => {
  cents += 1;
  const amount = `77.${String(cents).padStart(2, '0')}`;
  const bankReference = await payIn(platform, {
    reference: 'for nobody',
    amount,
    debtorName: 'Lost Soul',
    debtorIban,
  });
  const { transactionId } = await deposit('review', bankReference);
  const giveBack = async (headers = newKey()): Promise<Answer> => {
    const answer = await platform.call('POST', `/v1/admin/deposits/${transactionId}/returns`, {
      token: await tokenOf(platform, 'operator'),
      headers,
      body: { reason: 'nobody is expected to pay this' },
    });
    await platform.cloud.idle();
    return answer;
  };
  return { amount, bankReference, transactionId, giveBack };
};

const metric = (name: string) => countOf(platform, name);

/** Money comes in by a webhook, and the bank misbehaves afterwards only. */
const unmatchedWhileUp = async (trouble: object) => {
  await bank();
  const money = await unmatched();
  await bank(trouble);
  return money;
};

describe('money that is nobody’s', () => {
  it('is paid back to where it came from, once for a key and once at all', async () => {
    const { amount, bankReference, transactionId, giveBack } = await unmatchedWhileUp({
      webhook: 'twice',
    });
    const key = newKey();
    const answer = await giveBack(key);
    expect([answer.status, answer.body]).toEqual([
      202,
      { transactionId, status: 'returning', amount, currency: 'EUR' },
    ]);
    expect((await giveBack(key)).body).toEqual(answer.body);
    const again = await giveBack();
    expect([again.status, again.body.code]).toEqual([422, 'suspense.concluded']);
    await pass(platform, '1m');
    expect(await paid(amount)).toMatchObject([
      { status: 'completed', creditor: { name: 'Lost Soul', iban: debtorIban } },
    ]);
    expect(await deposit('review', bankReference)).toBeUndefined();
    expect(await deposit('returning', bankReference)).toBeUndefined();
  });

  it.each([
    ['refuses', { outgoing: 'refuse' }, []],
    ['fails', { outgoing: 'fail' }, ['failed']],
  ])(
    'that the bank %s to pay back is for people again, and paid under another id',
    async (_, trouble, first) => {
      await bank(trouble);
      const { amount, bankReference, giveBack } = await unmatched();
      const called = metric('PaymentsConcluded');
      expect((await giveBack()).status).toBe(202);
      expect(await deposit('review', bankReference)).toMatchObject({ amount });
      expect(metric('PaymentsConcluded')).toBe(called + 1);
      await bank();
      expect((await giveBack()).status).toBe(202);
      const transfers = await paid(amount);
      expect(transfers.map(({ status }) => status)).toEqual([...first, 'completed']);
      expect(new Set(transfers.map(({ endToEndId }) => endToEndId)).size).toBe(transfers.length);
      expect(await deposit('review', bankReference)).toBeUndefined();
    },
  );
});

describe('money that goes back', () => {
  it.each([
    ['is down', { api: 'down' }],
    ['talks nonsense', { api: 'nonsense', webhook: 'never' }],
    ['answers 500 after the work', { outgoing: 'error-after-work', webhook: 'never' }],
    ['never sends its webhook', { webhook: 'never' }],
  ])('is paid once by a bank that %s, and shown until then', async (_, trouble) => {
    const { amount, bankReference, giveBack } = await unmatchedWhileUp(trouble);
    await giveBack();
    expect(await deposit('returning', bankReference)).toMatchObject({
      amount,
      status: 'returning',
    });
    await bank({ webhook: 'never' });
    await pass(platform, '16m');
    await pass(platform, '31m');
    expect(await paid(amount)).toMatchObject([{ status: 'completed' }]);
    expect(await deposit('returning', bankReference)).toBeUndefined();
    expect(await deposit('review', bankReference)).toBeUndefined();
  });

  it('is not paid again while the bank is silent, and people are told', async () => {
    const { amount, bankReference, giveBack } = await unmatchedWhileUp({ outgoing: 'hang' });
    await giveBack();
    const called = metric('PaymentsUnanswered');
    await pass(platform, '2h');
    expect(metric('PaymentsUnanswered')).toBeGreaterThan(called);
    expect(await deposit('returning', bankReference)).toMatchObject({ amount });
    expect(await paid(amount)).toMatchObject([{ status: 'processing' }]);
  });

  it('that comes back days later is for people again', async () => {
    const { amount, bankReference, giveBack } = await unmatchedWhileUp({
      outgoing: 'return',
      returnAfter: '48h',
    });
    await giveBack();
    expect(await deposit('review', bankReference)).toBeUndefined();
    await pass(platform, '49h');
    expect(await paid(amount)).toMatchObject([{ status: 'returned' }]);
    expect(await deposit('review', bankReference)).toMatchObject({ amount });
  });
});

describe('the dealer of a pool', () => {
  const filled = async (targetAmount: string) => {
    people = await signedInAgain(platform, people);
    const poolId = await openPool(platform, { targetAmount });
    const each = (Number(targetAmount) / people.length).toFixed(2);
    for (const member of people)
      expect((await commit(platform, poolId, member, each)).status).toBe(201);
    expect(await sagaOf(platform, poolId)).toBe('SUCCEEDED');
    return recordOf(platform, poolId);
  };

  it('is paid what its gold cost, once, to the account that we know', async () => {
    await bank();
    const pool = await filled('60.03');
    expect(pool).toMatchObject({ status: 'allocated', payment: 'paid' });
    expect(await paid(pool.totalCost)).toMatchObject([
      { status: 'completed', creditor: { name: 'Bullion Dealer', iban: 'CH9300762011623852957' } },
    ]);
    const again = await ops('POST', `/v1/admin/pools/${pool.poolId}/payments`);
    expect([again.status, again.body.code]).toEqual([422, 'pool.payment-not-due']);
  });

  it('is paid again by people when the bank failed, and members have their gold meanwhile', async () => {
    await bank({ outgoing: 'fail' });
    const pool = await filled('60.06');
    expect(pool).toMatchObject({ status: 'allocated', payment: 'failed' });
    await bank();
    const ordered = await ops('POST', `/v1/admin/pools/${pool.poolId}/payments`);
    expect([ordered.status, ordered.body]).toEqual([
      202,
      { poolId: pool.poolId, status: 'ordered', amount: pool.totalCost, currency: 'EUR' },
    ]);
    await platform.cloud.idle();
    expect((await recordOf(platform, pool.poolId)).payment).toBe('paid');
    expect((await paid(pool.totalCost)).map(({ status }) => status)).toEqual([
      'failed',
      'completed',
    ]);
  });
});
