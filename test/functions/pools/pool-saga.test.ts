import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Published } from '../../../functions/shared/messages.ts';
import { batchOf } from '../market/recorded.ts';
import { type DeclaredSaga, declaredSaga, openSaga, printedNames } from '../sagas/saga-world.ts';
import { at, id, openStore } from '../store/harness.ts';
import { branchesOfEndings } from './branches-of-endings.ts';
import { branchesOfFaults } from './branches-of-faults.ts';
import { branchesOfTheDealer } from './branches-of-the-dealer.ts';
import type { PoolTools } from './pool-branches.ts';
import { fundsOfAll, openPoolWorld } from './pool-world.ts';
import { newDealer } from './scripted-dealer.ts';

/**
 * Every branch of the saga of a pool, by its own definition and its own steps, in virtual time. The bus is the test. A
 * row says what happens, how the pool's events then read, and where the money is.
 */

process.env['VAULT_ID'] = id('vault');

vi.mock('../../../functions/pools/house-dealer.ts', () => import('./scripted-dealer.ts'));
vi.mock('../../../functions/shared/seal/person-keys.ts', async (original) => ({
  ...(await original<object>()),
  personKey: async () => Buffer.alloc(32, 7),
}));

let declared: DeclaredSaga;
const handlerOf = async (name: string) =>
  (await import(`../../../functions/pools/${name}.ts`)).handler;

beforeAll(async () => {
  vi.useFakeTimers({ now: Date.parse(at), toFake: ['Date'] });
  declared = await declaredSaga('pool', 'pools');
}, 120_000);
afterAll(() => vi.useRealTimers());

beforeEach(async () => {
  await openStore();
});

const setUp = async (): Promise<PoolTools> => {
  const metrics = printedNames();
  const saga = openSaga(declared);
  vi.setSystemTime(saga.now());
  const instant = (ms: number) => new Date(ms).toISOString();
  const deadline = instant(saga.now() + 86_400_000);
  const pool = await openPoolWorld(deadline, instant(saga.now()));
  const { poolId } = pool;
  return {
    saga,
    pool,
    dealer: newDealer(),
    start: (name = poolId) => saga.start(name, { poolId, deadline, correlationId: poolId }),
    fill: async () => {
      for (const person of [0, 1, 2]) expect(await pool.commit(person, 3_000n)).toBe(201);
      await pool.project();
    },
    wake: async (eventType) => {
      const event = { eventType, eventData: { poolId }, timestamp: at, metadata: {} };
      const wakeSaga = await handlerOf('wake-saga');
      expect(await wakeSaga(batchOf([event as unknown as Published]))).toEqual({
        batchItemFailures: [],
      });
      await saga.settle();
    },
    operate: async (action) => {
      const handler = await handlerOf(action);
      const claims = {
        token_use: 'access',
        username: id('operator'),
        'cognito:groups': '[operations]',
      };
      const answer = await handler({
        headers: {},
        pathParameters: { id: poolId },
        body: action === 'cancel-pool' ? '{"reason":"a mistake"}' : '{}',
        requestContext: {
          http: { sourceIp: '127.0.0.1', userAgent: 'test' },
          authorizer: { jwt: { claims } },
        },
      });
      return [answer.statusCode, JSON.parse(answer.body).code];
    },
    metrics,
  };
};

const unspent = { open: 0, reserved: 0n };

const branches = [...branchesOfEndings, ...branchesOfFaults, ...branchesOfTheDealer];

describe('the saga of a pool', { timeout: 60_000 }, () => {
  it.each(branches)('$what', async ({ act, told, ends }) => {
    const tools = await setUp();
    await act(tools);
    const { saga, pool, dealer } = tools;
    expect(await saga.status(pool.poolId)).toBe(ends === 'FAILED' ? 'FAILED' : 'SUCCEEDED');
    expect(await pool.told()).toBe(told);
    const held = await pool.held();
    const order = dealer.outcomeOf(pool.poolId);
    if (ends === 'released') {
      expect(held).toEqual({ ...unspent, available: fundsOfAll, grams: 0n });
      expect(order === undefined || order === 'declined').toBe(true);
      return;
    }
    const { goldAmount, totalCost } = await pool.state();
    expect(goldAmount).toBeGreaterThan(0n);
    expect(held).toEqual({
      ...unspent,
      available: fundsOfAll - totalCost,
      grams: goldAmount,
    });
    expect(order).toMatchObject({ status: 'filled', grams: goldAmount, totalCost });
  });

  it('is told ids alone', () => {
    expect(declared.definition).not.toMatch(/walletId|userId|amount/i);
  });
});
