import { expect } from 'vitest';
import { bought, dayS, filled, hourS, minuteS, type PoolBranch } from './pool-branches.ts';
import { refusing, silent, unclear } from './scripted-dealer.ts';

/** What the dealer can do. */
export const branchesOfTheDealer: readonly PoolBranch[] = [
  {
    what: 'the dealer refuses',
    act: async (tools) => {
      tools.dealer.onOrder = refusing;
      await filled(tools);
    },
    told: 'Opened Closed Cancelled',
    ends: 'released',
  },
  {
    what: 'the dealer asks for more than there is: declined',
    act: async (tools) => {
      const { dealer } = tools;
      dealer.onOrder = (order) => dealer.carry({ ...order, budget: order.budget * 2n });
      await filled(tools);
    },
    told: 'Opened Closed Cancelled',
    ends: 'released',
  },
  {
    what: 'the dealer is silent, then speaks',
    act: async (tools) => {
      const { dealer, saga } = tools;
      dealer.onOrder = silent;
      await filled(tools);
      await saga.pass(10 * minuteS);
      expect(dealer.asked).toBe(11);
      dealer.onOrder = undefined;
      await saga.pass(minuteS);
    },
    told: bought,
    ends: 'allocated',
  },
  {
    what: 'the dealer is silent though it has done the work',
    act: async (tools) => {
      const { dealer, saga } = tools;
      dealer.onOrder = (order) => {
        dealer.carry(order);
        return dealer.asked < 3 ? silent() : undefined;
      };
      await filled(tools);
      await saga.pass(3 * minuteS);
    },
    told: bought,
    ends: 'allocated',
  },
  {
    what: 'the dealer is silent for half an hour: people have it asked again',
    act: async (tools) => {
      const { dealer, saga, operate, metrics } = tools;
      dealer.onOrder = silent;
      await filled(tools);
      expect(await operate('retry-purchase')).toEqual([422, 'pool.not-waiting']);
      await saga.pass(hourS);
      expect(dealer.asked).toBe(30);
      expect(metrics()).toContain('PoolNeedsPeople');
      dealer.onOrder = undefined;
      expect(await operate('retry-purchase')).toEqual([202, undefined]);
      await saga.settle();
    },
    told: bought,
    ends: 'allocated',
  },
  {
    what: 'the dealer says what nobody understands: people, at once',
    act: async (tools) => {
      const { dealer, pool, operate, saga } = tools;
      dealer.onOrder = (order) => {
        dealer.carry(order);
        unclear();
      };
      await filled(tools);
      expect(dealer.asked).toBe(1);
      expect((await pool.held()).reserved).toBe(9_000n);
      await operate('retry-purchase');
      await saga.settle();
      dealer.onOrder = undefined;
      await operate('retry-purchase');
      await saga.settle();
      expect(dealer.asked).toBe(3);
    },
    told: bought,
    ends: 'allocated',
  },
  {
    what: 'people give it up',
    act: async (tools) => {
      tools.dealer.onOrder = unclear;
      await filled(tools);
      expect(await tools.operate('cancel-pool')).toEqual([200, undefined]);
      await tools.wake('PooledInvestmentCancelled');
    },
    told: 'Opened Closed Cancelled',
    ends: 'released',
  },
  {
    what: 'people give it up before the token is kept',
    act: async (tools) => {
      tools.dealer.onOrder = unclear;
      tools.saga.before['await-people'] = () => tools.operate('cancel-pool');
      await filled(tools);
    },
    told: 'Opened Closed Cancelled',
    ends: 'released',
  },
  {
    what: 'people do nothing for a week',
    act: async (tools) => {
      tools.dealer.onOrder = unclear;
      await filled(tools);
      await tools.saga.pass(7 * dayS - 1);
      expect((await tools.pool.held()).reserved).toBe(9_000n);
      await tools.saga.pass(1);
    },
    told: 'Opened Closed Cancelled',
    ends: 'released',
  },
  {
    what: 'it is cancelled while the dealer is asked: what it delivers is declined',
    act: async (tools) => {
      tools.dealer.onOrder = async (order) => {
        await tools.operate('cancel-pool');
        return tools.dealer.carry(order);
      };
      await filled(tools);
    },
    told: 'Opened Closed Cancelled',
    ends: 'released',
  },
  {
    what: 'it is given up, and the dealer cannot be told: people are',
    act: async (tools) => {
      const { dealer, metrics } = tools;
      dealer.onOrder = refusing;
      dealer.onDecline = silent;
      await filled(tools);
      expect(metrics()).toContain('PoolNeedsPeople');
      dealer.onDecline = undefined;
    },
    told: 'Opened Closed Cancelled',
    ends: 'released',
  },
];
