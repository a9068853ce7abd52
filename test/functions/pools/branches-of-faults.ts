import { expect } from 'vitest';
import { broken, diesOnce } from '../sagas/saga-world.ts';
import { bought, filled, hourS, minuteS, type PoolBranch } from './pool-branches.ts';
import { refusing } from './scripted-dealer.ts';

/** The read table that members are dealt with by, and functions of ours that fail. */
export const branchesOfFaults: readonly PoolBranch[] = [
  {
    what: 'the read table is minutes late',
    act: async ({ start, pool, saga, wake }) => {
      await start();
      for (const person of [0, 1, 2]) await pool.commit(person, 3_000n);
      await wake('PoolParticipationCommitted');
      await saga.pass(10 * minuteS);
      expect(saga.invoked).not.toContain('buy-bulk');
      await pool.project();
      await saga.pass(minuteS);
    },
    told: bought,
    ends: 'allocated',
  },
  {
    what: 'the read table never has everybody: people are called, and start it again',
    act: async ({ start, pool, saga, wake }) => {
      await start();
      for (const person of [0, 1, 2]) await pool.commit(person, 3_000n);
      await wake('PoolParticipationCommitted');
      await saga.pass(3 * hourS);
      expect(await saga.status(pool.poolId)).toBe('FAILED');
      await pool.project();
      await start('again');
      expect(await saga.status('again')).toBe('SUCCEEDED');
    },
    told: bought,
    ends: 'FAILED',
  },
  ...(
    [
      'shut-pool',
      'muster-members',
      'buy-bulk',
      'plan-allocation',
      'allocate-segment',
      'complete-allocation',
    ] as const
  ).map(
    (step): PoolBranch => ({
      what: `${step} cannot run for hours`,
      act: async (tools) => {
        const { saga } = tools;
        saga.before[step] = broken;
        await filled(tools);
        await saga.pass(5 * hourS);
        expect(saga.invoked.length).toBeLessThan(80);
        saga.before[step] = undefined;
        await saga.pass(hourS);
      },
      told: bought,
      ends: 'allocated',
    }),
  ),
  ...(['give-up-pool', 'release-segment'] as const).map(
    (step): PoolBranch => ({
      what: `${step} cannot run for hours`,
      act: async (tools) => {
        const { saga, dealer } = tools;
        dealer.onOrder = refusing;
        saga.before[step] = broken;
        await filled(tools);
        await saga.pass(5 * hourS);
        saga.before[step] = undefined;
        await saga.pass(hourS);
      },
      told: 'Opened Closed Cancelled',
      ends: 'released',
    }),
  ),
  {
    what: 'the purchase dies after it was booked',
    act: async (tools) => {
      const { saga, dealer } = tools;
      const runs = diesOnce(saga, 'buy-bulk');
      await filled(tools);
      await saga.pass(minuteS);
      expect([runs(), dealer.asked]).toEqual([2, 1]);
    },
    told: bought,
    ends: 'allocated',
  },
  {
    what: 'the allocation dies after everybody has theirs',
    act: async (tools) => {
      const { saga } = tools;
      const runs = diesOnce(saga, 'allocate-segment');
      await filled(tools);
      await saga.pass(minuteS);
      expect(runs()).toBe(2);
    },
    told: bought,
    ends: 'allocated',
  },
];
