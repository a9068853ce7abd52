import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { behave, operator, type Payee, paidBy, payeesWith, stepsOf } from './money-out.ts';
import { openPlatform, type Platform } from './platform.ts';

let platform: Platform;
let small: Payee;
let large: Payee;
let huge: Payee;
let failing: Payee;

beforeAll(async () => {
  platform = await openPlatform();
  [small, large, huge, failing] = await payeesWith(
    platform,
    '1000.00',
    'operator:20000.00',
    '80000.00',
    '500.00',
  );
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

const waiting = async () => {
  const { body } = await operator(platform)('GET', '/v1/admin/withdrawals?status=waiting');
  return body.items;
};

const approve = (id: string, person?: string) =>
  operator(platform, person)('POST', `/v1/admin/withdrawals/${id}/approvals`);

describe('a small withdrawal', () => {
  it('completes by itself, and wallet and history say so', async () => {
    const payee = small;
    const id = await payee.withdraw('100.00');
    await platform.cloud.idle();
    const done = await payee.withdrawal(id);
    expect(done).toMatchObject({ status: 'completed', amount: '100.00', currency: 'EUR' });
    expect(stepsOf(done)).toEqual(['requested', 'screened', 'approved', 'processing', 'completed']);
    expect(done).not.toHaveProperty('rules');
    const why = await payee.call('GET', `/v1/transactions/${id}/events`);
    expect(why.body.items.map(({ eventType }: never) => eventType)).toEqual([
      'WithdrawalRequested',
      'FundsReserved',
      'WithdrawalApproved',
      'WithdrawalProcessing',
      'WithdrawalCompleted',
    ]);
    expect(await payee.wallet()).toEqual({ available: '900.00', reserved: '0.00' });
    expect(await payee.history(id)).toMatchObject({ type: 'withdrawal', status: 'completed' });
    expect(await paidBy(platform, id)).toEqual(['completed']);
    const { body } = await payee.call('GET', '/v1/withdrawals');
    expect(body.items.map(({ withdrawalId }: never) => withdrawalId)).toEqual([id]);
  });

  it('that takes out nearly all that came in waits for people', async () => {
    const payee = small;
    const id = await payee.withdraw('850.00');
    await platform.cloud.idle();
    expect((await waiting()).find(({ withdrawalId }: never) => withdrawalId === id)).toMatchObject({
      rules: ['in-and-out'],
      approvalsNeeded: 1,
    });
    const { status } = await payee.call('DELETE', `/v1/withdrawals/${id}`);
    expect(status).toBe(200);
  });
});

describe('a large withdrawal', () => {
  it('waits, is refused to its own requester, and completes after approval', async () => {
    const payee = large;
    const id = await payee.withdraw('5000.00');
    await platform.cloud.idle();
    expect(await payee.wallet()).toEqual({ available: '15000.00', reserved: '5000.00' });
    expect(await payee.withdrawal(id)).toMatchObject({ status: 'waiting' });
    const own = await payee.call('POST', `/v1/admin/withdrawals/${id}/approvals`, {});
    expect([own.status, own.body.code]).toEqual([422, 'withdrawal.own-approval']);
    const approved = await approve(id);
    expect(approved.body).toEqual({ withdrawalId: id, status: 'approved', approvalsMissing: 0 });
    await platform.cloud.idle();
    expect(await payee.withdrawal(id)).toMatchObject({ status: 'completed' });
    expect(await payee.wallet()).toEqual({ available: '15000.00', reserved: '0.00' });
    const late = await approve(id);
    expect([late.status, late.body.code]).toEqual([422, 'withdrawal.ended']);
  });

  it('above 50,000.00 needs two different people', async () => {
    const payee = huge;
    const id = await payee.withdraw('60000.00');
    await platform.cloud.idle();
    expect((await approve(id)).body).toMatchObject({ status: 'waiting', approvalsMissing: 1 });
    const twice = await approve(id);
    expect([twice.status, twice.body.code]).toEqual([422, 'withdrawal.approved-before']);
    await platform.cloud.idle();
    expect(await paidBy(platform, id)).toEqual([]);
    const denied = await operator(platform, 'compliance')(
      'POST',
      `/v1/admin/withdrawals/${id}/approvals`,
    );
    expect([denied.status, denied.body.code]).toEqual([403, 'access.denied']);
    expect((await approve(id, 'operator2')).body).toMatchObject({ approvalsMissing: 0 });
    await platform.cloud.idle();
    const done = await payee.withdrawal(id);
    expect(stepsOf(done).filter((step) => step === 'approved')).toHaveLength(2);
    expect(await paidBy(platform, id)).toEqual(['completed']);
  });

  it('can be rejected and cancelled, and the money comes back', async () => {
    const payee = large;
    const [one, other] = [await payee.withdraw('2000.00'), await payee.withdraw('3000.00')];
    await platform.cloud.idle();
    const rejected = await operator(platform)('POST', `/v1/admin/withdrawals/${one}/rejections`, {
      reason: 'not convinced',
    });
    expect(rejected.body).toEqual({ withdrawalId: one, status: 'rejected' });
    expect((await payee.call('DELETE', `/v1/withdrawals/${other}`)).body.status).toBe('cancelled');
    await platform.cloud.idle();
    expect(await payee.wallet()).toEqual({ available: '15000.00', reserved: '0.00' });
    const after = await approve(other);
    expect([after.status, after.body.code]).toEqual([422, 'withdrawal.ended']);
    expect(await payee.history(one)).toMatchObject({ status: 'rejected', amount: '2000.00' });
    expect(await payee.withdrawal(one)).toMatchObject({ reason: 'not convinced' });
  });
});

describe('a failing bank', () => {
  it.each([
    ['fails to pay', { outgoing: 'fail' }, 'AC04: closed account'],
    ['refuses to pay', { outgoing: 'refuse' }, 'AC01'],
  ])('that %s gives the money back', async (_name, behaviour, reason) => {
    const payee = failing;
    await behave(platform, behaviour);
    const id = await payee.withdraw('50.00');
    await platform.cloud.idle();
    await behave(platform, { outgoing: 'settle' });
    expect(await payee.withdrawal(id)).toMatchObject({ status: 'failed', reason });
    expect(await payee.wallet()).toEqual({ available: '500.00', reserved: '0.00' });
    expect(await payee.history(id)).toMatchObject({ status: 'failed' });
  });
});
