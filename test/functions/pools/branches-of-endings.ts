import { expect } from 'vitest';
import { bought, dayS, filled, type PoolBranch } from './pool-branches.ts';

/** How the time to commit ends. */
export const branchesOfEndings: readonly PoolBranch[] = [
  { what: 'full: the bus tells it', act: filled, told: bought, ends: 'allocated' },
  {
    what: 'full before the token is kept',
    act: async ({ start, fill }) => {
      await fill();
      await start();
    },
    told: bought,
    ends: 'allocated',
  },
  {
    what: 'told twice, and after the end',
    act: async (tools) => {
      await filled(tools);
      await tools.wake('PoolParticipationCommitted');
      await tools.start('again');
    },
    told: bought,
    ends: 'allocated',
  },
  {
    what: 'full, and the bus never says so: the deadline finds it',
    act: async ({ start, fill, saga }) => {
      await start();
      await fill();
      await saga.pass(dayS - 1);
      expect(saga.invoked).not.toContain('shut-pool');
      await saga.pass(1);
    },
    told: bought,
    ends: 'allocated',
  },
  {
    what: 'at the deadline with enough members',
    act: async ({ start, pool, saga }) => {
      await start();
      for (const person of [0, 1, 2]) expect(await pool.commit(person, 1_000n)).toBe(201);
      await pool.project();
      await saga.pass(dayS);
    },
    told: bought,
    ends: 'allocated',
  },
  {
    what: 'at the deadline with too few',
    act: async ({ start, pool, saga }) => {
      await start();
      for (const person of [0, 1]) await pool.commit(person, 1_000n);
      await pool.project();
      await saga.pass(dayS);
    },
    told: 'Opened Cancelled',
    ends: 'released',
  },
  {
    what: 'at the deadline with nobody',
    act: async ({ start, saga }) => {
      await start();
      await saga.pass(dayS);
    },
    told: 'Opened Cancelled',
    ends: 'released',
  },
  {
    what: 'closed by operations',
    act: async ({ start, pool, operate, wake }) => {
      await start();
      for (const person of [0, 1, 2]) await pool.commit(person, 1_000n);
      await pool.project();
      expect(await operate('close-pool')).toEqual([200, undefined]);
      expect(await pool.commit(3, 1_000n)).toBe(422);
      await wake('PooledInvestmentClosed');
    },
    told: bought,
    ends: 'allocated',
  },
  {
    what: 'cancelled by operations before the token is kept',
    act: async ({ start, fill, operate }) => {
      await fill();
      await operate('cancel-pool');
      await start();
    },
    told: 'Opened Cancelled',
    ends: 'released',
  },
  {
    what: 'cancelled by operations while it waits',
    act: async ({ start, fill, operate, wake }) => {
      await start();
      await fill();
      await operate('cancel-pool');
      await wake('PooledInvestmentCancelled');
    },
    told: 'Opened Cancelled',
    ends: 'released',
  },
  {
    what: 'committed to while it is shut: either in whole or not at all',
    act: async ({ start, pool, saga }) => {
      await start();
      for (const person of [0, 1, 2]) await pool.commit(person, 1_000n);
      saga.before['shut-pool'] = async () => {
        expect(await pool.commit(3, 500n)).toBe(422);
      };
      await pool.project();
      await saga.pass(dayS);
    },
    told: bought,
    ends: 'allocated',
  },
];
