import { expect } from 'vitest';
import type { BankOutcome } from '../../../domain/shared/bank-word.ts';
import { BankError } from '../../../functions/shared/bank/bank-error.ts';
import type { HeardOfPayment } from '../../../functions/shared/payments/conclude.ts';
import { dayS, roundS } from '../sagas/branches.ts';
import type { SagaWorld } from '../sagas/saga-world.ts';
import { type createBank, lost } from '../sagas/withdrawal-world.ts';

/** What a branch may do. */
export interface PaymentTools {
  readonly saga: SagaWorld;
  readonly bank: ReturnType<typeof createBank>;
  readonly endToEndId: string;
  readonly start: (name?: string) => Promise<void>;
  /** The bank's webhook, and the bus that tells the saga of it. */
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

/** What the bank can do to a payment of the house, and our own function with it. */
export const paymentBranches: readonly PaymentBranch[] = [
  {
    what: 'the webhook ends it',
    act: async ({ start, hear, bank }) => {
      await start();
      expect(await hear('completed')).toBe('concluded');
      expect([bank.questions, bank.orders]).toEqual([1, 1]);
    },
    told: 'Paid',
    carried: true,
  },
  {
    what: 'the webhook comes before the answer to the order',
    act: async ({ start, hear, bank }) => {
      bank.onOrder = async (order) => {
        bank.carry(order);
        await hear('completed');
      };
      await start();
    },
    told: 'Paid',
    carried: true,
  },
  {
    what: 'the webhook comes twice, and after the end',
    act: async ({ start, hear }) => {
      await start();
      await Promise.all([hear('completed'), hear('completed')]);
      expect(await hear('completed')).toBe('known');
    },
    told: 'Paid',
    carried: true,
  },
  {
    what: 'the answer to the order is the end',
    act: async ({ start, bank }) => {
      bank.onOrder = (order) => bank.carry(order, 'completed');
      await start();
    },
    told: 'Paid',
    carried: true,
  },
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
    told: 'Paid',
    carried: true,
  },
  {
    what: 'the answer to the order is lost after the work',
    act: async ({ start, saga, bank }) => {
      bank.onOrder = (order) => {
        bank.carry(order, 'completed');
        throw lost();
      };
      await start();
      await saga.pass(roundS);
      expect(bank.orders).toBe(1);
    },
    told: 'Paid',
    carried: true,
  },
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
    told: 'Paid',
    carried: true,
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
    told: 'Paid',
    carried: true,
  },
  {
    what: 'our function cannot run for a day',
    act: async ({ start, saga, hear }) => {
      saga.before['pay'] = () => {
        throw new Error('broken');
      };
      await start();
      await saga.pass(dayS);
      expect(saga.invoked.length).toBeLessThan(100);
      saga.before['pay'] = undefined;
      await saga.pass(dayS);
      await hear('completed');
    },
    told: 'Paid',
    carried: true,
  },
  {
    what: 'our function dies after the bank was asked',
    act: async ({ start, saga, bank, hear }) => {
      let runs = 0;
      saga.after['pay'] = () => {
        runs += 1;
        if (runs === 1) throw new Error('killed');
      };
      await start();
      await saga.pass(60);
      expect([runs, bank.orders]).toEqual([2, 1]);
      await hear('completed');
    },
    told: 'Paid',
    carried: true,
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
    told: 'Paid',
    carried: true,
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
    told: 'Paid',
    carried: true,
    ends: 'TIMED_OUT',
  },
  {
    what: 'the bank refuses',
    act: async ({ start, bank }) => {
      bank.onOrder = () => {
        throw new BankError('refused', 'AC01', true);
      };
      await start();
    },
    told: 'Failed',
    carried: false,
  },
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
    told: 'Failed',
    carried: false,
  },
  {
    what: 'the bank refuses what it carries out all the same',
    act: async ({ start, bank, hear }) => {
      bank.onOrder = (order) => {
        bank.carry(order);
        throw new BankError('refused', 'AC01', true);
      };
      await start();
      await hear('completed');
    },
    told: 'Paid',
    carried: true,
  },
  {
    what: 'the bank fails',
    act: async ({ start, hear }) => {
      await start();
      await hear('failed');
      expect(await hear('failed')).toBe('known');
    },
    told: 'Failed',
    carried: true,
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
    told: 'Failed',
    carried: true,
  },
  {
    what: 'it comes back days after the end, twice',
    act: async ({ start, hear }) => {
      await start();
      await hear('completed');
      expect(await hear('returned')).toBe('concluded');
      expect(await hear('returned')).toBe('known');
    },
    told: 'Paid Failed',
    carried: true,
  },
  {
    what: 'it comes back before anybody said that it was paid',
    act: async ({ start, hear }) => {
      await start();
      await hear('returned');
      expect(await hear('completed')).toBe('known');
    },
    told: 'Paid Failed',
    carried: true,
  },
];
