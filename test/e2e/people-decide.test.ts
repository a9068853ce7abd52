import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerWith, openPlatform, type Platform, payIn, tokenOf } from './platform.ts';

let platform: Platform;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  platform = await openPlatform();
  for (const person of ['operator', 'operator2', 'admin', 'customer'])
    tokens[person] = await tokenOf(platform, person);
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

let keys = 0;
/** A POST with a key of its own, unless one is given. */
const post = async (person: string, path: string, body: unknown = {}, key?: string) => {
  keys += 1;
  const answer = await platform.call('POST', path, {
    token: tokens[person] ?? person,
    headers: { 'idempotency-key': key ?? `key-${keys}` },
    body,
  });
  await platform.cloud.idle();
  return answer;
};
const said = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];
const walletOf = async (token: string) =>
  (await platform.call('GET', '/v1/wallet', { token })).body;
const list = async (path: string) =>
  (await platform.call('GET', path, { token: tokens['operator'] ?? '' })).body.items;
/** The open review of a bank transaction. */
const reviewOf = async (bankTransactionId: string) =>
  (await list('/v1/admin/deposits?status=review&limit=100')).find(
    (row: { bankReference: string }) => row.bankReference === bankTransactionId,
  );

describe('an adjustment', () => {
  it('moves money once two people have agreed, and stands in the history', async () => {
    const { token, walletId } = await customerWith(platform, '100.00');
    const asked = await post('operator', '/v1/admin/adjustments', {
      walletId,
      amount: '-25.50',
      currency: 'EUR',
      reason: 'A fee of the bank',
    });
    expect([asked.status, asked.body.status]).toEqual([202, 'requested']);
    const { adjustmentId } = asked.body;
    expect(await list('/v1/admin/adjustments')).toContainEqual(
      expect.objectContaining({ adjustmentId, walletId, amount: '-25.50' }),
    );
    const path = `/v1/admin/adjustments/${adjustmentId}/approvals`;
    expect(said(await post('operator', path))).toEqual([422, 'adjustment.same-person']);
    expect((await walletOf(token)).available).toBe('100.00');
    const approved = await post('operator2', path, {}, 'once');
    expect([approved.status, approved.body.amount]).toEqual([200, '-25.50']);
    expect((await post('operator2', path, {}, 'once')).body).toEqual(approved.body);
    expect(said(await post('admin', path))).toEqual([404, 'adjustment.unknown']);
    expect((await walletOf(token)).available).toBe('74.50');
    expect(await list('/v1/admin/adjustments')).toEqual([]);
    const { body } = await platform.call('GET', '/v1/transactions?type=adjustment', { token });
    expect(body.items).toMatchObject([{ amount: '-25.50', reason: 'A fee of the bank' }]);
  });

  it('by several people at once moves money once', async () => {
    const { token, userId } = await customerWith(platform, '0');
    const { body } = await post('admin', '/v1/admin/adjustments', {
      userId,
      amount: '10.00',
      currency: 'EUR',
      reason: 'Goodwill',
    });
    const path = `/v1/admin/adjustments/${body.adjustmentId}/approvals`;
    const answers = await Promise.all(
      ['operator', 'operator2', 'operator', 'operator2'].map((person) => post(person, path)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404]);
    expect((await walletOf(token)).available).toBe('10.00');
  });
});

describe('an adjustment that cannot be', () => {
  it('beyond what is available is refused, may be declined, and is gone then', async () => {
    const { token, walletId } = await customerWith(platform, '5.00');
    const { body } = await post('operator', '/v1/admin/adjustments', {
      walletId,
      amount: '-5.01',
      currency: 'EUR',
      reason: 'Too much',
    });
    const path = `/v1/admin/adjustments/${body.adjustmentId}`;
    expect(said(await post('operator2', `${path}/approvals`))).toEqual([
      422,
      'wallet.insufficient-funds',
    ]);
    expect((await post('operator2', `${path}/rejections`, { reason: 'no' })).status).toBe(400);
    expect((await post('operator2', `${path}/rejections`, { reason: 'No ground' })).status).toBe(
      200,
    );
    expect(said(await post('operator2', `${path}/approvals`))).toEqual([404, 'adjustment.unknown']);
    expect((await walletOf(token)).available).toBe('5.00');
  });

  it.each([
    ['nothing', { amount: '0.00' }, 422],
    ['a wrong amount', { amount: '1.001' }, 400],
    ['an exponent', { amount: '1e3' }, 400],
    ['another currency', { currency: 'USD' }, 422],
    ['no wallet', { walletId: '01930000-0000-5000-8000-000000000009' }, 404],
    ['no reason', { reason: ' ' }, 400],
    ['an unknown field', { approvedBy: 'me' }, 400],
  ])('of %s is refused', async (_name, change, status) => {
    const { walletId } = await customerWith(platform, '0');
    const terms = { walletId, amount: '1.00', currency: 'EUR', reason: 'Because' };
    const answer = await post('operator', '/v1/admin/adjustments', { ...terms, ...change });
    expect([answer.status, typeof answer.body.code]).toEqual([status, 'string']);
  });

  it('is nothing that a customer may ask for', async () => {
    const { token, walletId } = await customerWith(platform, '0');
    const terms = { walletId, amount: '1.00', currency: 'EUR', reason: 'Because' };
    expect((await post(token, '/v1/admin/adjustments', terms)).status).toBe(403);
  });
});

describe('a deposit of another name', () => {
  it('can be spent once somebody has confirmed it', async () => {
    const { token, reference } = await customerWith(platform, '0');
    const review = await reviewOf(
      await payIn(platform, { reference, amount: '40.00', debtorName: 'Aunt Polly' }),
    );
    expect(review).toMatchObject({ reason: 'name-mismatch', source: 'wallet' });
    const path = `/v1/admin/deposits/${review.transactionId}`;
    expect(said(await post('operator', `${path}/assignments`, { reference }))).toEqual([
      422,
      'deposit.matched',
    ]);
    expect((await post('operator', `${path}/confirmations`)).body.status).toBe('confirmed');
    expect(await walletOf(token)).toMatchObject({ available: '40.00', pending: '0.00' });
    expect(said(await post('operator2', `${path}/rejections`, { reason: 'late' }))).toEqual([
      404,
      'deposit.unknown',
    ]);
    expect(await reviewOf(review.bankReference)).toBeUndefined();
  });

  it('that is rejected leaves the wallet and lies with nobody, for somebody else or for its payer', async () => {
    const { token, reference } = await customerWith(platform, '0');
    const other = await customerWith(platform, '0', 'Aunt Polly');
    const bankTransactionId = await payIn(platform, {
      reference,
      amount: '41.00',
      debtorName: 'Aunt Polly',
    });
    const { transactionId } = await reviewOf(bankTransactionId);
    const rejected = await post('operator', `/v1/admin/deposits/${transactionId}/rejections`, {
      reason: 'Not hers',
    });
    expect(rejected.body).toMatchObject({ status: 'rejected', amount: '41.00' });
    expect(await walletOf(token)).toMatchObject({ available: '0.00', pending: '0.00' });
    const parked = await reviewOf(bankTransactionId);
    expect(parked).toMatchObject({
      source: 'suspense',
      reason: 'deposit-rejected',
      amount: '41.00',
    });
    const path = `/v1/admin/deposits/${parked.transactionId}`;
    expect(said(await post('operator', `${path}/confirmations`))).toEqual([
      422,
      'deposit.unmatched',
    ]);
    const assigned = await post('operator', `${path}/assignments`, { userId: other.userId });
    expect(assigned.body).toMatchObject({ status: 'assigned', walletId: other.walletId });
    // The name is hers, so the bank's word alone confirms it.
    expect(await walletOf(other.token)).toMatchObject({ available: '41.00', pending: '0.00' });
    expect(said(await post('operator', `${path}/returns`, { reason: 'late' }))).toEqual([
      422,
      'suspense.concluded',
    ]);
  });
});

describe('money without a wallet', () => {
  it('is assigned by one person and confirmed by another where the name differs', async () => {
    const { token, reference, walletId } = await customerWith(platform, '0');
    const bankTransactionId = await payIn(platform, {
      reference: 'for Mary',
      amount: '12.00',
      debtorName: 'Aunt Polly',
    });
    const { transactionId } = await reviewOf(bankTransactionId);
    const path = `/v1/admin/deposits/${transactionId}/assignments`;
    expect(said(await post('operator', path, { reference: 'RF00 nothing' }))).toEqual([
      404,
      'wallet.unknown',
    ]);
    const twice = await Promise.all([
      post('operator', path, { reference }, 'same'),
      post('operator', path, { reference }, 'same'),
    ]);
    expect(twice.map(({ status }) => status)).toEqual([200, 200]);
    expect(await walletOf(token)).toMatchObject({ available: '0.00', pending: '12.00' });
    const held = await reviewOf(bankTransactionId);
    expect(held).toMatchObject({ source: 'wallet', sourceId: walletId, reason: 'name-mismatch' });
    const confirm = `/v1/admin/deposits/${held.transactionId}/confirmations`;
    expect(said(await post('operator', confirm))).toEqual([422, 'deposit.same-person']);
    expect((await post('operator2', confirm)).status).toBe(200);
    expect(await walletOf(token)).toMatchObject({ available: '12.00', pending: '0.00' });
  });

  it('of another currency fits no wallet', async () => {
    const { reference } = await customerWith(platform, '0');
    const bankTransactionId = await payIn(platform, { reference, amount: '9.00', currency: 'USD' });
    const { transactionId, reason } = await reviewOf(bankTransactionId);
    expect(reason).toBe('currency-mismatch');
    const path = `/v1/admin/deposits/${transactionId}/assignments`;
    expect(said(await post('operator', path, { reference }))).toEqual([
      422,
      'wallet.currency-mismatch',
    ]);
  });

  it('that nobody was shown is unknown', async () => {
    const path = '/v1/admin/deposits/01930000-0000-5000-8000-000000000009';
    expect(said(await post('operator', `${path}/confirmations`))).toEqual([404, 'deposit.unknown']);
    expect((await post('operator', '/v1/admin/deposits/1/confirmations')).status).toBe(400);
  });
});
