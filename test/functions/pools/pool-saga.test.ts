import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Published } from '../../../functions/shared/messages.ts';
import { batchOf } from '../market/recorded.ts';
import { definitionOf, openSaga } from '../sagas/saga-world.ts';
import { at, id, openStore } from '../store/harness.ts';
import { branchesOfEndings } from './branches-of-endings.ts';
import { branchesOfFaults } from './branches-of-faults.ts';
import { branchesOfTheDealer } from './branches-of-the-dealer.ts';
import type { PoolTools } from './pool-branches.ts';
import type { ScriptedDealer } from './pool-world.ts';

/**
 * Every branch of the saga of a pool, by its own definition and its own steps, in virtual time. The bus is the test. A
 * row says what happens, how the pool's events then read, and where the money is.
 */

process.env['VAULT_ID'] = id('vault');

const dealer = vi.hoisted(() => ({ current: undefined as unknown }));
vi.mock('../../../functions/pools/house-dealer.ts', () => ({
  dealer: {
    buy: (order: never) => (dealer.current as ScriptedDealer).buy(order),
    decline: (order: never) => (dealer.current as ScriptedDealer).decline(order),
  },
}));
vi.mock('../../../functions/shared/seal/person-keys.ts', async (original) => ({
  ...(await original<object>()),
  personKey: async () => Buffer.alloc(32, 7),
}));

const names = [
  'await-end',
  'shut-pool',
  'muster-members',
  'buy-bulk',
  'await-people',
  'give-up-pool',
  'plan-allocation',
  'allocate-segment',
  'complete-allocation',
  'release-segment',
] as const;

let definition = '';
let steps: Parameters<typeof openSaga>[2] = {};
let worlds: typeof import('./pool-world.ts');
const handlerOf = async (name: string) =>
  (await import(`../../../functions/pools/${name}.ts`)).handler;

beforeAll(async () => {
  vi.useFakeTimers({ now: Date.parse(at), toFake: ['Date'] });
  definition = await definitionOf('pool', 'pools');
  steps = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, (await handlerOf(name)) as never])),
  );
  worlds = await import('./pool-world.ts');
}, 120_000);
afterAll(() => vi.useRealTimers());

const printed: string[] = [];

beforeEach(async () => {
  await openStore();
  vi.spyOn(console, 'log').mockImplementation((line) => printed.push(`${line}`));
});

const setUp = async (): Promise<PoolTools> => {
  const scripted = worlds.createScriptedDealer();
  dealer.current = scripted;
  const saga = openSaga('pool', definition, steps);
  vi.setSystemTime(saga.now());
  const instant = (ms: number) => new Date(ms).toISOString();
  const deadline = instant(saga.now() + 86_400_000);
  const pool = await worlds.openPoolWorld(deadline, instant(saga.now()));
  const { poolId } = pool;
  return {
    saga,
    pool,
    dealer: scripted,
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
    metrics: () => printed.flatMap((line) => Object.keys(JSON.parse(line))),
  };
};

const unspent = { open: 0, reserved: 0n };

const branches = [...branchesOfEndings, ...branchesOfFaults, ...branchesOfTheDealer];

describe('the saga of a pool', { timeout: 60_000 }, () => {
  it.each(branches)('$what', async ({ act, told, ends }) => {
    printed.length = 0;
    const tools = await setUp();
    await act(tools);
    const { saga, pool, dealer: scripted } = tools;
    expect(await saga.status(pool.poolId)).toBe(ends === 'FAILED' ? 'FAILED' : 'SUCCEEDED');
    expect(await pool.told()).toBe(told);
    const held = await pool.held();
    const order = scripted.outcomeOf(pool.poolId);
    if (ends === 'released') {
      expect(held).toEqual({ ...unspent, available: worlds.fundsOfAll, grams: 0n });
      expect(order === undefined || order === 'declined').toBe(true);
      return;
    }
    const { goldAmount, totalCost } = await pool.state();
    expect(goldAmount).toBeGreaterThan(0n);
    expect(held).toEqual({
      ...unspent,
      available: worlds.fundsOfAll - totalCost,
      grams: goldAmount,
    });
    expect(order).toMatchObject({ status: 'filled', grams: goldAmount, totalCost });
  });

  it('is told ids alone', () => {
    expect(definition).not.toMatch(/walletId|userId|amount/i);
  });
});
