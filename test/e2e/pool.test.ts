import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crowdOf, type Member, signedInAgain } from './crowd.ts';
import { nowOf, openPlatform, type Platform, tokenOf } from './platform.ts';
import { commit, microgramsOf, minorOf, openPool, ownedBy, recordOf, sagaOf } from './pooling.ts';

let platform: Platform;
let people: readonly Member[];

beforeAll(async () => {
  platform = await openPlatform();
  await platform.control('PUT', '/_local/market', { pricePerGram: '101.37' });
  people = await crowdOf(
    platform,
    Array.from({ length: 6 }, () => '1000.00'),
  );
}, 120_000);

afterAll(async () => {
  await platform?.stop();
});

/** A pool is open for a day; whoever waits for that signs in again. */
const untilTheDeadline = async () => {
  await platform.control('POST', '/_local/clock', { advance: '24h' });
  people = await signedInAgain(platform, people);
};

const person = (index: number): Member => people[index] as Member;
const refusal = ({ status, body }: Awaited<ReturnType<typeof commit>>) => [status, body.code];
const dealer = (orders: string) => platform.control('PUT', '/_local/dealer/behaviour', { orders });

/** What all members own together, to the unit. */
const owned = () => ownedBy(platform, people);

describe('a pool', () => {
  it('closes at its target, buys its gold and gives it to its members, to the unit', async () => {
    const before = await owned();
    const poolId = await openPool(platform, { targetAmount: '300.01' });
    const amounts = ['1.00', '77.77', '133.33', '87.91'];
    for (const [index, amount] of amounts.entries())
      expect((await commit(platform, poolId, person(index), amount)).status).toBe(201);
    expect(await sagaOf(platform, poolId)).toBe('SUCCEEDED');

    const pool = await recordOf(platform, poolId);
    expect(pool).toMatchObject({ status: 'allocated', reason: 'target', participants: 4 });
    const after = await owned();
    expect(after.reserved).toBe(0n);
    expect(before.available - after.available).toBe(minorOf(pool.totalCost));
    expect(after.grams - before.grams).toBe(microgramsOf(pool.goldAmount));
  });

  it('is opened once for a key, however often it is asked for', async () => {
    const deadline = new Date(Date.parse(await nowOf(platform)) + 3_600_000).toISOString();
    const token = await tokenOf(platform, 'operator');
    const open = (name: string, headers: Record<string, string>) =>
      platform.call('POST', '/v1/admin/pools', {
        token,
        headers,
        body: { name, targetAmount: '100.00', deadline },
      });
    const key = { 'idempotency-key': 'once' };
    const answers = await Promise.all([1, 2, 3].map(() => open('Only one', key)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(refusal(await open('Another', key))).toEqual([422, 'idempotency.mismatch']);
    expect(refusal(await open('Another', {}))).toEqual([400, 'idempotency.key-required']);
    await platform.cloud.idle();
    const { body } = await platform.call('GET', '/v1/admin/pools?limit=100', { token });
    const names = body.items.map((pool: { name: string }) => pool.name);
    expect(names.filter((name: string) => name === 'Only one')).toHaveLength(1);
    expect(names).not.toContain('Another');
  });

  it('is shown with its progress and one’s own part, and in the history', async () => {
    const poolId = await openPool(platform, { targetAmount: '500.00' });
    await commit(platform, poolId, person(0), '12.34');
    const shown = await platform.call('GET', `/v1/pools/${poolId}`, { token: person(0).token });
    expect(shown.body).toMatchObject({
      status: 'open',
      committedAmount: '12.34',
      participants: 1,
      participation: { amount: '12.34', status: 'committed' },
    });
    const stranger = await platform.call('GET', `/v1/pools/${poolId}`, { token: person(5).token });
    expect(stranger.body.participation).toBeUndefined();
    await platform.cloud.idle();
    const { body: list } = await platform.call('GET', '/v1/pools?status=open', {
      token: person(5).token,
    });
    expect(list.items).toContainEqual(expect.objectContaining({ poolId, participants: 1 }));
    const { body: history } = await platform.call('GET', '/v1/transactions?type=pool', {
      token: person(0).token,
    });
    expect(history.items[0]).toMatchObject({ status: 'committed', amount: '12.34', poolId });
  });
});

describe('a commitment', () => {
  it('is taken once for a key, one of each customer, and nothing above the target', async () => {
    const poolId = await openPool(platform, { targetAmount: '100.00' });
    const first = await commit(platform, poolId, person(0), '60.00');
    expect((await commit(platform, poolId, person(0), '60.00')).body).toEqual(first.body);
    expect(refusal(await commit(platform, poolId, person(0), '61.00'))).toEqual([
      422,
      'idempotency.mismatch',
    ]);
    expect(refusal(await commit(platform, poolId, person(0), '1.00', 'another'))).toEqual([
      422,
      'pool.already-committed',
    ]);
    for (const [amount, code] of [
      ['40.01', 'pool.above-target'],
      ['0.99', 'trading.below-minimum-amount'],
    ] as const)
      expect(refusal(await commit(platform, poolId, person(1), amount))).toEqual([422, code]);
    expect(refusal(await commit(platform, poolId, person(1), '-1.00'))).toEqual([
      400,
      'request.invalid',
    ]);
    const { body } = await platform.call('GET', `/v1/pools/${poolId}`, { token: person(1).token });
    expect([body.committedAmount, body.participants]).toEqual(['60.00', 1]);
  });

  it('is refused when the wallet cannot cover it, or the pool is not there', async () => {
    const poolId = await openPool(platform, { targetAmount: '5000.00' });
    expect(refusal(await commit(platform, poolId, person(4), '1000.01'))).toEqual([
      422,
      'wallet.insufficient-funds',
    ]);
    const nowhere = '0199d1a0-0c5e-7b1e-9a57-6f0c2b8d4e11';
    expect(refusal(await commit(platform, nowhere, person(4), '10.00'))).toEqual([
      404,
      'pool.unknown',
    ]);
    const without = await platform.call('POST', `/v1/pools/${poolId}/participations`, {
      token: person(4).token,
      body: { amount: '10.00' },
    });
    expect(refusal(without)).toEqual([400, 'idempotency.key-required']);
  });
});

/** Acts on a pool as operations. */
const operate = async (poolId: string, action: string, body: unknown = {}) =>
  platform.call('POST', `/v1/admin/pools/${poolId}/${action}`, {
    token: await tokenOf(platform, 'operator'),
    body,
  });

/** A pool to which three members commit 50.00 each. */
const poolOfThree = async (targetAmount = '150.00') => {
  const before = await owned();
  const poolId = await openPool(platform, { targetAmount });
  for (const index of [0, 1, 2]) await commit(platform, poolId, person(index), '50.00');
  return { poolId, before };
};

const expectReleased = async (poolId: string, before: Awaited<ReturnType<typeof owned>>) => {
  expect(await sagaOf(platform, poolId)).toBe('SUCCEEDED');
  expect((await recordOf(platform, poolId)).status).toBe('cancelled');
  expect(await owned()).toEqual(before);
};

describe('the end of a pool', () => {
  it('is at its deadline, with whoever is in', async () => {
    const { poolId } = await poolOfThree('10000.00');
    await untilTheDeadline();
    expect(await sagaOf(platform, poolId)).toBe('SUCCEEDED');
    expect(await recordOf(platform, poolId)).toMatchObject({
      status: 'allocated',
      reason: 'deadline',
      committedAmount: '150.00',
    });
    expect(refusal(await commit(platform, poolId, person(4), '10.00'))).toEqual([
      422,
      'pool.not-open',
    ]);
  });

  it('gives everybody their money back when too few are in at the deadline', async () => {
    const before = await owned();
    const poolId = await openPool(platform, { targetAmount: '10000.00' });
    await commit(platform, poolId, person(0), '50.00');
    await untilTheDeadline();
    await expectReleased(poolId, before);
    const { body } = await platform.call('GET', '/v1/transactions?type=pool', {
      token: person(0).token,
    });
    expect(body.items[0]).toMatchObject({ status: 'released', amount: '50.00' });
  });

  it('is when operations close it, though not with too few, nor twice', async () => {
    const poolId = await openPool(platform, { targetAmount: '10000.00' });
    await commit(platform, poolId, person(0), '50.00');
    expect(refusal(await operate(poolId, 'closures'))).toEqual([422, 'pool.too-few-participants']);
    for (const index of [1, 2]) await commit(platform, poolId, person(index), '50.00');
    expect((await operate(poolId, 'closures')).body).toMatchObject({
      status: 'closed',
      committedAmount: '150.00',
    });
    expect(refusal(await operate(poolId, 'closures'))).toEqual([422, 'pool.not-open']);
    expect(await sagaOf(platform, poolId)).toBe('SUCCEEDED');
    expect((await recordOf(platform, poolId)).status).toBe('allocated');
    expect(refusal(await operate(poolId, 'cancellations', { reason: 'late' }))).toEqual([
      422,
      'pool.already-purchased',
    ]);
  });

  it('gives everybody their money back when operations cancel it', async () => {
    const { poolId, before } = await poolOfThree('10000.00');
    expect((await operate(poolId, 'cancellations', { reason: 'a mistake' })).status).toBe(200);
    expect(refusal(await commit(platform, poolId, person(4), '10.00'))).toEqual([
      422,
      'pool.not-open',
    ]);
    await expectReleased(poolId, before);
  });
});

describe('a dealer', () => {
  it.each([
    ['fills', 'fill'],
    ['fills at a worse price within the budget', 'dearer'],
    ['fills half', 'less'],
    ['fills and then answers 500', 'error-after-work'],
  ])('that %s gives gold, and what is not spent comes back', async (_, orders) => {
    await dealer(orders);
    const { poolId, before } = await poolOfThree();
    expect(await sagaOf(platform, poolId)).toBe('SUCCEEDED');
    const pool = await recordOf(platform, poolId);
    expect(pool.status).toBe('allocated');
    const after = await owned();
    expect(after.reserved).toBe(before.reserved);
    expect(before.available - after.available).toBe(minorOf(pool.totalCost));
    expect(after.grams - before.grams).toBe(microgramsOf(pool.goldAmount));
  });

  it.each([
    ['refuses', 'refuse', 'dealer.no-gold'],
    ['asks for more than was committed', 'over-budget', 'pool.over-budget'],
  ])('that %s ends the pool, and everybody has their money back', async (_, orders, reason) => {
    await dealer(orders);
    const { poolId, before } = await poolOfThree();
    await expectReleased(poolId, before);
    expect((await recordOf(platform, poolId)).reason).toBe(reason);
    const { body } = await platform.control('GET', '/_local/dealer/orders');
    const order = body.items.find(({ orderId }: { orderId: string }) => orderId === poolId);
    expect(order.outcome.status).toBe('declined');
  });
});
