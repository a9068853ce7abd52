import { expect } from 'vitest';
import type { BankOutcome } from '../../../domain/shared/bank-word.ts';
import { BankError } from '../../../functions/shared/bank/bank-error.ts';
import type { HeardOfPayment } from '../../../functions/shared/payments/conclude.ts';
import { dayS, roundS } from '../sagas/branches.ts';
import {
  answersWithTheEnd,
  losesItsAnswer,
  type PayingTools,
  refuses,
  refusesAndPays,
  tellsBeforeItAnswers,
} from '../sagas/moves-of-the-bank.ts';
import { broken, diesOnce } from '../sagas/saga-world.ts';
import { lost } from '../sagas/scripted-bank.ts';

/** What a branch may do. */
export interface PaymentTools extends PayingTools {
  readonly endToEndId: string;
  readonly hear: (outcome: BankOutcome) => Promise<HeardOfPayment>;
  readonly metrics: () => readonly string[];
}

export interface PaymentBranch {
  readonly what: string;
  readonly act: (tools: PaymentTools) => Promise<void>;
  /** The events that the payment made. */
  readonly told: string;
  readonly carried: boolean;
  /** How the execution ends; it succeeds unless said. */
  readonly ends?: string;
}

const paid = { told: 'Paid', carried: true } as const;
const refused = { told: 'Failed', carried: false } as const;
const failed = { told: 'Failed', carried: true } as const;
const cameBack = { told: 'Paid Failed', carried: true } as const;

/** What the bank can do to a payment of the house, and our own function with it. */
export const paymentBranches: readonly PaymentBranch[] = [
  {
    what: 'the webhook ends it',
    act: async ({ start, hear, bank }) => {
      await start();
      expect(await hear('completed')).toBe('concluded');
      expect([bank.questions, bank.orders]).toEqual([1, 1]);
    },
    ...paid,
  },
  { ...tellsBeforeItAnswers, ...paid },
  {
    what: 'the webhook comes twice, and after the end',
    act: async ({ start, hear }) => {
      await start();
      await Promise.all([hear('completed'), hear('completed')]);
      expect(await hear('completed')).toBe('known');
    },
    ...paid,
  },
  { ...answersWithTheEnd, ...paid },
  {
    what: 'the webhook never comes: the bank is asked',
    act: async ({ start, saga, bank, endToEndId }) => {
      await start();
      bank.onQuestion = () => bank.carry({ endToEndId } as never, 'completed');
      await saga.pass(roundS - 1);
      expect(bank.questions).toBe(1);
      await saga.pass(1);
      expect(bank.orders).toBe(1);
    },
    ...paid,
  },
  { ...losesItsAnswer, ...paid },
  {
    what: 'the order itself is lost: it is given again',
    act: async ({ start, saga, bank, hear }) => {
      bank.onOrder = () => {
        bank.onOrder = undefined;
        throw lost();
      };
      await start();
      await saga.pass(roundS);
      expect(bank.orders).toBe(2);
      await hear('completed');
    },
    ...paid,
  },
  {
    what: 'the bank talks nonsense: nothing is concluded',
    act: async ({ start, saga, bank, endToEndId }) => {
      bank.onOrder = (order) => {
        bank.carry(order, 'completed');
        throw new BankError('unknown', 'not-json');
      };
      await start();
      expect(await saga.status(endToEndId)).toBe('RUNNING');
      await saga.pass(roundS);
    },
    ...paid,
  },
  {
    what: 'our function cannot run for a day',
    act: async ({ start, saga, hear }) => {
      saga.before['pay'] = broken;
      await start();
      await saga.pass(dayS);
      expect(saga.invoked.length).toBeLessThan(100);
      saga.before['pay'] = undefined;
      await saga.pass(dayS);
      await hear('completed');
    },
    ...paid,
  },
  {
    what: 'our function dies after the bank was asked',
    act: async ({ start, saga, bank, hear }) => {
      const runs = diesOnce(saga, 'pay');
      await start();
      await saga.pass(60);
      expect([runs(), bank.orders]).toEqual([2, 1]);
      await hear('completed');
    },
    ...paid,
  },
  {
    what: 'the bank is silent for days: people are told, and it is asked on',
    act: async ({ start, saga, bank, hear, metrics }) => {
      await start();
      await saga.pass(roundS);
      expect(metrics()).not.toContain('PaymentsUnanswered');
      // 15 min, 30 min, 1, 2, 4, 8, 16 h, and from then on every day.
      await saga.pass(roundS * 126);
      expect(metrics()).toContain('PaymentsUnanswered');
      await saga.pass(10 * dayS);
      expect([bank.questions, bank.orders]).toEqual([18, 1]);
      await hear('completed');
    },
    ...paid,
  },
  {
    what: 'the bank is silent beyond the saga: a new execution asks on',
    act: async ({ start, saga, bank, hear, endToEndId }) => {
      await start();
      await saga.pass(61 * dayS);
      expect(await saga.status(endToEndId)).toBe('TIMED_OUT');
      await start(`${endToEndId}-2`);
      expect(bank.orders).toBe(1);
      await hear('completed');
      expect(await saga.status(`${endToEndId}-2`)).toBe('SUCCEEDED');
    },
    ...paid,
    ends: 'TIMED_OUT',
  },
  { ...refuses, ...refused },
  {
    what: 'the bank refuses after a try was lost: only the next round counts',
    act: async ({ start, saga, bank, endToEndId }) => {
      bank.onOrder = () => {
        throw new BankError('refused', 'AC01', bank.orders > 1);
      };
      await start();
      expect(await saga.status(endToEndId)).toBe('RUNNING');
      await saga.pass(roundS);
    },
    ...refused,
  },
  { ...refusesAndPays, ...paid },
  {
    what: 'the bank fails',
    act: async ({ start, hear }) => {
      await start();
      await hear('failed');
      expect(await hear('failed')).toBe('known');
    },
    ...failed,
  },
  {
    what: 'a failure that is contradicted stays one, and people are told',
    act: async ({ start, hear, metrics }) => {
      await start();
      await hear('failed');
      expect(await hear('completed')).toBe('contradicted');
      expect(await hear('returned')).toBe('contradicted');
      expect(metrics()).toContain('BankContradiction');
    },
    ...failed,
  },
  {
    what: 'it comes back days after the end, twice',
    act: async ({ start, hear }) => {
      await start();
      await hear('completed');
      expect(await hear('returned')).toBe('concluded');
      expect(await hear('returned')).toBe('known');
    },
    ...cameBack,
  },
  {
    what: 'it comes back before anybody said that it was paid',
    act: async ({ start, hear }) => {
      await start();
      await hear('returned');
      expect(await hear('completed')).toBe('known');
    },
    ...cameBack,
  },
];
