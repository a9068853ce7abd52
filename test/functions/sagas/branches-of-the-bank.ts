import { expect } from 'vitest';
import { BankError } from '../../../functions/shared/bank/bank-error.ts';
import { type Branch, dayS, roundS } from './branches.ts';
import {
  answersWithTheEnd,
  losesItsAnswer,
  refuses,
  refusesAndPays,
  tellsBeforeItAnswers,
} from './moves-of-the-bank.ts';
import { broken } from './saga-world.ts';
import { lost } from './scripted-bank.ts';

const completed = {
  told: 'Requested Screened Approved Processing Completed',
  paid: true,
} as const;
const refused = { told: 'Requested Screened Approved Processing Failed', paid: false } as const;
const failed = { told: 'Requested Screened Approved Processing Failed', paid: true } as const;
const cameBack = {
  told: 'Requested Screened Approved Processing Completed Returned',
  paid: true,
} as const;

/** What the bank can do to a payment, and our own functions with it. */
export const branchesOfTheBank: readonly Branch[] = [
  {
    what: 'small and clean: the webhook ends it',
    act: async ({ start, hear }) => {
      await start();
      await hear('completed');
    },
    ...completed,
  },
  { ...tellsBeforeItAnswers, ...completed },
  {
    what: 'the webhook comes twice, and once more after the end',
    act: async ({ start, hear, wake }) => {
      await start();
      await Promise.all([hear('completed'), hear('completed')]);
      await wake();
      await hear('completed');
    },
    ...completed,
  },
  { ...answersWithTheEnd, ...completed },
  {
    what: 'the webhook never comes: the bank is asked',
    act: async ({ start, saga, bank: its, withdrawalId }) => {
      its.onQuestion = () => its.carry({ endToEndId: withdrawalId } as never, 'completed');
      await start();
      await saga.pass(roundS - 1);
      expect(its.questions).toBe(0);
      await saga.pass(1);
    },
    ...completed,
  },
  { ...losesItsAnswer, ...completed },
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
    ...completed,
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
    ...completed,
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
    ...completed,
  },
  {
    what: 'the function of the payment cannot run for a day',
    act: async ({ start, saga, hear }) => {
      saga.before['pay-withdrawal'] = broken;
      await start();
      await saga.pass(dayS);
      expect(saga.invoked.length).toBeLessThan(100);
      saga.before['pay-withdrawal'] = undefined;
      await saga.pass(dayS);
      await hear('completed');
    },
    ...completed,
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
    ...completed,
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
    ...completed,
    ends: 'TIMED_OUT',
  },
  { ...refuses, ...refused },
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
    ...refused,
  },
  { ...refusesAndPays, ...completed },
  {
    what: 'the bank fails, by webhook',
    act: async ({ start, hear, bank: its }) => {
      its.onOrder = undefined;
      await start();
      await hear('failed');
      await hear('failed');
    },
    ...failed,
  },
  {
    what: 'it comes back before anybody said that it was paid',
    act: async ({ start, hear }) => {
      await start();
      await hear('returned');
      await hear('completed');
      await hear('returned');
    },
    ...cameBack,
  },
  {
    what: 'it comes back days after the end, twice',
    act: async ({ start, hear }) => {
      await start();
      await hear('completed');
      await hear('returned');
      await hear('returned');
    },
    ...cameBack,
  },
  {
    what: 'a failure that is contradicted stays a failure',
    act: async ({ start, hear }) => {
      await start();
      await hear('failed');
      await hear('completed');
      await hear('returned');
    },
    ...failed,
  },
  {
    what: 'the screening cannot be done',
    act: async ({ start, saga }) => {
      saga.before['screen-withdrawal'] = broken;
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
    ...completed,
  },
];
