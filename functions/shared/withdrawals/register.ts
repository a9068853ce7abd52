import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { BankOutcome } from '../../../domain/shared/bank-word.ts';
import { claimTexts, noteOutcome, readGuard } from '../store/guards.ts';

/**
 * What is known of a withdrawal by its id alone, for ever: whose it is, and what the bank has said of it. The wallet's
 * state drops a withdrawal that has ended; this is why the bank's word counts once all the same.
 */
export interface Registered {
  readonly walletId: string;
  readonly bankAccountId: string;
  readonly amount: string;
  readonly currency: string;
  readonly requestedAt: string;
  readonly outcome: BankOutcome | undefined;
}

const guardOf = (withdrawalId: string): string => `withdrawal#${withdrawalId}`;

/** Written with the request; fails when the id was used before, however long ago. */
export const registration = (
  withdrawalId: string,
  facts: Omit<Registered, 'outcome'>,
): TransactWriteItem => claimTexts(guardOf(withdrawalId), { ...facts });

/** Written with the events of a bank's word; fails when the bank's last word was another than `from`. */
export const outcomeChange = (
  withdrawalId: string,
  from: BankOutcome | undefined,
  to: BankOutcome,
): TransactWriteItem => noteOutcome(guardOf(withdrawalId), from, to);

/** Reads it strongly; undefined when there never was such a withdrawal. */
export const registered = async (withdrawalId: string): Promise<Registered | undefined> => {
  const item = await readGuard(guardOf(withdrawalId));
  if (item === undefined) return undefined;
  const text = (name: string) => item[name]?.S ?? '';
  return {
    walletId: text('walletId'),
    bankAccountId: text('bankAccountId'),
    amount: text('amount'),
    currency: text('currency'),
    requestedAt: text('requestedAt'),
    outcome: item['outcome']?.S as BankOutcome | undefined,
  };
};
