import { expect } from 'vitest';
import { BankError } from '../../../functions/shared/bank/bank-error.ts';
import { type Branch, dayS, roundS } from './branches.ts';
import { lost } from './withdrawal-world.ts';

/** What the bank can do to a payment, and our own functions with it. */
export const branchesOfTheBank: readonly Branch[] = [
  {
    what: 'small and clean: the webhook ends it',
    act: async ({ start, hear }) => {
      await start();
      await hear('completed');
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
  },
  {
    what: 'the webhook comes before the answer to the order',
    act: async ({ start, bank: its, hear }) => {
      its.onOrder = async (order) => {
        its.carry(order);
        await hear('completed');
      };
      await start();
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
  },
  {
    what: 'the webhook comes twice, and once more after the end',
    act: async ({ start, hear, wake }) => {
      await start();
      await Promise.all([hear('completed'), hear('completed')]);
      await wake();
      await hear('completed');
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
  },
  {
    what: 'the answer to the order is the end',
    act: async ({ start, bank: its }) => {
      its.onOrder = (order) => its.carry(order, 'completed');
      await start();
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
  },
  {
    what: 'the webhook never comes: the bank is asked',
    act: async ({ start, saga, bank: its, withdrawalId }) => {
      its.onQuestion = () => its.carry({ endToEndId: withdrawalId } as never, 'completed');
      await start();
      await saga.pass(roundS - 1);
      expect(its.questions).toBe(0);
      await saga.pass(1);
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
  },
  {
    what: 'the answer to the order is lost after the work',
    act: async ({ start, saga, bank: its }) => {
      its.onOrder = (order) => {
        its.carry(order, 'completed');
        throw lost();
      };
      await start();
      await saga.pass(roundS);
      expect(its.orders).toBe(1);
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
  },
  {
    what: 'the order itself is lost: it is given again',
    act: async ({ start, saga, bank: its, hear }) => {
      its.onOrder = () => {
        its.onOrder = undefined;
        throw lost();
      };
      await start();
      await saga.pass(roundS);
      expect([its.questions, its.orders]).toEqual([1, 2]);
      await hear('completed');
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
  },
  {
    what: 'the bank answers nonsense: nothing is concluded',
    act: async ({ start, saga, bank: its, withdrawalId }) => {
      its.onOrder = (order) => {
        its.carry(order, 'completed');
        throw new BankError('unknown', 'not-json');
      };
      await start();
      expect(await saga.status(withdrawalId)).toBe('RUNNING');
      await saga.pass(roundS);
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
  },
  {
    what: 'the function dies between start and order',
    act: async ({ start, saga, bank: its, hear }) => {
      its.onOrder = () => {
        its.onOrder = undefined;
        throw new Error('killed');
      };
      await start();
      await saga.pass(60);
      expect([its.questions, its.orders]).toEqual([1, 2]);
      await hear('completed');
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
  },
  {
    what: 'the function of the payment cannot run for a day',
    act: async ({ start, saga, hear }) => {
      const failing = () => {
        throw new Error('broken');
      };
      saga.before['pay-withdrawal'] = failing;
      await start();
      await saga.pass(dayS);
      expect(saga.invoked.length).toBeLessThan(100);
      saga.before['pay-withdrawal'] = undefined;
      await saga.pass(dayS);
      await hear('completed');
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
  },
  {
    what: 'the bank is silent for days, then speaks',
    act: async ({ start, saga, bank: its, hear }) => {
      await start();
      // 15 min, 30 min, 1, 2, 4, 8, 16 h, and from then on every day.
      await saga.pass(roundS * 127);
      expect(its.questions).toBe(7);
      await saga.pass(10 * dayS);
      expect(its.questions).toBe(17);
      await hear('completed');
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
  },
  {
    what: 'the bank is silent beyond the saga: a new execution asks on',
    act: async ({ start, saga, bank: its, hear, withdrawalId, wallet }) => {
      await start();
      await saga.pass(61 * dayS);
      expect(await saga.status(withdrawalId)).toBe('TIMED_OUT');
      expect((await wallet.state()).reserved).toBe(10_000n);
      await start(`${withdrawalId}-2`);
      expect(its.orders).toBe(1);
      await hear('completed');
      expect(await saga.status(`${withdrawalId}-2`)).toBe('SUCCEEDED');
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
    ends: 'TIMED_OUT',
  },
  {
    what: 'the bank refuses',
    act: async ({ start, bank: its }) => {
      its.onOrder = () => {
        throw new BankError('refused', 'AC01', true);
      };
      await start();
    },
    told: 'Requested Screened Approved Processing Failed',
    paid: false,
  },
  {
    what: 'the bank refuses after a try was lost: only the next round counts',
    act: async ({ start, saga, bank: its, wallet }) => {
      its.onOrder = () => {
        throw new BankError('refused', 'AC01', its.orders > 1);
      };
      await start();
      expect((await wallet.state()).reserved).toBe(10_000n);
      await saga.pass(roundS);
    },
    told: 'Requested Screened Approved Processing Failed',
    paid: false,
  },
  {
    what: 'the bank refuses what it carries out all the same',
    act: async ({ start, bank: its, hear }) => {
      its.onOrder = (order) => {
        its.carry(order);
        throw new BankError('refused', 'AC01', true);
      };
      await start();
      await hear('completed');
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
  },
  {
    what: 'the bank fails, by webhook',
    act: async ({ start, hear, bank: its }) => {
      its.onOrder = undefined;
      await start();
      await hear('failed');
      await hear('failed');
    },
    told: 'Requested Screened Approved Processing Failed',
    paid: true,
  },
  {
    what: 'it comes back before anybody said that it was paid',
    act: async ({ start, hear }) => {
      await start();
      await hear('returned');
      await hear('completed');
      await hear('returned');
    },
    told: 'Requested Screened Approved Processing Completed Returned',
    paid: true,
  },
  {
    what: 'it comes back days after the end, twice',
    act: async ({ start, hear }) => {
      await start();
      await hear('completed');
      await hear('returned');
      await hear('returned');
    },
    told: 'Requested Screened Approved Processing Completed Returned',
    paid: true,
  },
  {
    what: 'a failure that is contradicted stays a failure',
    act: async ({ start, hear }) => {
      await start();
      await hear('failed');
      await hear('completed');
      await hear('returned');
    },
    told: 'Requested Screened Approved Processing Failed',
    paid: true,
  },
  {
    what: 'the screening cannot be done',
    act: async ({ start, saga }) => {
      saga.before['screen-withdrawal'] = () => {
        throw new Error('broken');
      };
      await start();
      await saga.pass(600);
    },
    told: 'Requested Failed',
    paid: false,
  },
  {
    what: 'it is started twice',
    act: async ({ start, hear, withdrawalId, bank: its, saga }) => {
      await start();
      await start(`${withdrawalId}-2`);
      expect([its.orders, its.questions]).toEqual([1, 1]);
      await hear('completed');
      await saga.pass(roundS);
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
  },
];
