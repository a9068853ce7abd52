import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crowdOf, type Member, signedInAgain } from './crowd.ts';
import { countOf, openPlatform, type Platform, tokenOf } from './platform.ts';
import { commit, microgramsOf, minorOf, openPool, ownedBy, recordOf, sagaOf } from './pooling.ts';

/** A dealer in trouble, told over HTTP: whatever it does, a pool ends with gold or with everybody's money. */

let platform: Platform;
let people: readonly Member[];

beforeAll(async () => {
  platform = await openPlatform();
  await platform.control('PUT', '/_local/market', { pricePerGram: '101.37' });
  people = await crowdOf(platform, ['900.00', '900.00', '900.00']);
}, 120_000);

afterAll(async () => {
  await platform?.stop();
});

const well = { orders: 'fill', api: 'up' };
const dealer = (behaviour: object) =>
  platform.control('PUT', '/_local/dealer/behaviour', { ...well, ...behaviour });

/** Lets time pass in steps, as a wait of a function that asks in vain needs it to. */
const pass = async (minutes: number): Promise<void> => {
  for (let step = 0; step < minutes * 4; step++)
    await platform.control('POST', '/_local/clock', { advance: '15s' });
};

const owned = async () => {
  people = await signedInAgain(platform, people);
  return ownedBy(platform, people);
};

/** A pool that three people fill while the dealer is in trouble. */
const filledWhile = async (behaviour: object) => {
  const before = await owned();
  await dealer(behaviour);
  const poolId = await openPool(platform, { targetAmount: '60.00' });
  for (const member of people)
    expect((await commit(platform, poolId, member, '20.00')).status).toBe(201);
  return { poolId, before };
};

const ordersOf = async (poolId: string) => {
  const { body } = await platform.control('GET', '/_local/dealer/orders');
  return body.items.filter(({ orderId }: { readonly orderId: string }) => orderId === poolId);
};

const operate = async (poolId: string, action: string, body: object = {}) =>
  platform.call('POST', `/v1/admin/pools/${poolId}/${action}`, {
    token: await tokenOf(platform, 'operator'),
    body,
  });

const metric = (name: string) => countOf(platform, name);

/** It was bought once, and everybody has their part of it and the rest of their money. */
const expectBought = async (poolId: string, before: Awaited<ReturnType<typeof owned>>) => {
  expect(await sagaOf(platform, poolId)).toBe('SUCCEEDED');
  const pool = await recordOf(platform, poolId);
  expect(pool).toMatchObject({ status: 'allocated' });
  expect(pool.delay).toBeUndefined();
  expect(await ordersOf(poolId)).toMatchObject([{ outcome: { totalCost: pool.totalCost } }]);
  const after = await owned();
  expect(after).toEqual({
    available: before.available - minorOf(pool.totalCost),
    reserved: before.reserved,
    grams: before.grams + microgramsOf(pool.goldAmount),
  });
};

const expectReleased = async (poolId: string, before: Awaited<ReturnType<typeof owned>>) => {
  expect(await sagaOf(platform, poolId)).toBe('SUCCEEDED');
  expect(await recordOf(platform, poolId)).toMatchObject({ status: 'cancelled' });
  expect(await owned()).toEqual(before);
};

describe('a dealer that does not answer', () => {
  it.each([
    ['is down', { api: 'down' }],
    ['hangs', { api: 'hang' }],
  ])('and %s is asked again until it does', async (_, trouble) => {
    const { poolId, before } = await filledWhile(trouble);
    const called = metric('DealerUnavailable');
    await pass(3);
    expect(await recordOf(platform, poolId)).toMatchObject({
      status: 'closed',
      delay: { waitsFor: 'dealer', why: expect.stringMatching(/^dealer\./) },
    });
    expect(metric('DealerUnavailable')).toBeGreaterThan(called);
    await dealer(well);
    await pass(1);
    await expectBought(poolId, before);
  });

  it('though it has done the work is found to have done it', async () => {
    const { poolId, before } = await filledWhile({ orders: 'hang-after-work' });
    await pass(2);
    await expectBought(poolId, before);
  });

  it('for as long as the saga asks is for people, who may ask again', async () => {
    const { poolId, before } = await filledWhile({ api: 'down' });
    await pass(45);
    const { delay } = await recordOf(platform, poolId);
    expect(delay).toMatchObject({ waitsFor: 'people' });
    expect(delay.why).toMatch(/^dealer\.(status-503|circuit-open)$/);
    expect((await operate(poolId, 'purchases')).status).toBe(202);
    await pass(45);
    expect((await recordOf(platform, poolId)).delay.waitsFor).toBe('people');
    await dealer(well);
    expect((await operate(poolId, 'purchases')).status).toBe(202);
    await expectBought(poolId, before);
  });
});

describe('a dealer that says what nobody understands', () => {
  it.each([
    ['a text of somebody else', { api: 'nonsense' }, 'dealer.not-json'],
    ['a status that nobody agreed on', { api: 'teapot' }, 'dealer.status-418'],
    ['an outcome that nobody knows', { orders: 'unknown' }, 'dealer.not-the-contract'],
  ])(
    '%s is for people at once, and bought once when they have it asked again',
    async (_, trouble, why) => {
      const { poolId, before } = await filledWhile(trouble);
      const called = metric('PoolNeedsPeople');
      await platform.cloud.idle();
      expect(await recordOf(platform, poolId)).toMatchObject({
        status: 'closed',
        delay: { waitsFor: 'people', why },
      });
      expect(metric('PoolNeedsPeople')).toBe(called + 1);
      expect((await owned()).reserved).toBe(before.reserved + 6_000n);
      await dealer(well);
      expect((await operate(poolId, 'purchases')).status).toBe(202);
      await expectBought(poolId, before);
      const again = await operate(poolId, 'purchases');
      expect([again.status, again.body.code]).toEqual([422, 'pool.already-purchased']);
    },
  );

  it('is declined when people give the pool up', async () => {
    const { poolId, before } = await filledWhile({ api: 'nonsense' });
    await platform.cloud.idle();
    await dealer(well);
    expect((await operate(poolId, 'cancellations', { reason: 'unclear' })).status).toBe(200);
    await expectReleased(poolId, before);
    expect(await ordersOf(poolId)).toMatchObject([{ outcome: { status: 'declined' } }]);
  });
});
