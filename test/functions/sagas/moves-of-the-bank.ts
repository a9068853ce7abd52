import { expect } from 'vitest';
import type { BankOutcome } from '../../../domain/shared/bank-word.ts';
import { BankError } from '../../../functions/shared/bank/bank-error.ts';
import { roundS } from './branches.ts';
import type { SagaWorld } from './saga-world.ts';
import { lost, type ScriptedBank } from './scripted-bank.ts';

/** What any payment is tried with, whoever is paid. */
export interface PayingTools {
  readonly saga: SagaWorld;
  readonly bank: ScriptedBank;
  readonly start: (name?: string) => Promise<void>;
  /** The bank's webhook, and the bus that tells the saga of it. */
  readonly hear: (outcome: BankOutcome) => Promise<unknown>;
}

interface Move {
  readonly what: string;
  readonly act: (tools: PayingTools) => Promise<void>;
}

export const tellsBeforeItAnswers: Move = {
  what: 'the webhook comes before the answer to the order',
  act: async ({ start, hear, bank }) => {
    bank.onOrder = async (order) => {
      bank.carry(order);
      await hear('completed');
    };
    await start();
  },
};

export const answersWithTheEnd: Move = {
  what: 'the answer to the order is the end',
  act: async ({ start, bank }) => {
    bank.onOrder = (order) => bank.carry(order, 'completed');
    await start();
  },
};

export const losesItsAnswer: Move = {
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
};

export const refuses: Move = {
  what: 'the bank refuses',
  act: async ({ start, bank }) => {
    bank.onOrder = () => {
      throw new BankError('refused', 'AC01', true);
    };
    await start();
  },
};

export const refusesAndPays: Move = {
  what: 'the bank refuses what it carries out all the same',
  act: async ({ start, bank, hear }) => {
    bank.onOrder = (order) => {
      bank.carry(order);
      throw new BankError('refused', 'AC01', true);
    };
    await start();
    await hear('completed');
  },
};
