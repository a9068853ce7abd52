import {
  type BankOutcome,
  type BankWord,
  type PaymentStep,
  stepsOfWord,
} from '../shared/bank-word.ts';
import { Refusal } from '../shared/refusal.ts';
import type { WalletEvent } from './events.ts';
import { evolveWallet } from './evolve.ts';
import type { Wallet } from './state.ts';
import type { RecordWithdrawalReturn } from './withdrawal-commands.ts';
import { completeWithdrawal, failWithdrawal, recordReturn } from './withdrawal-ends.ts';

const contradicted = (word: BankOutcome, before: string) =>
  new Refusal('withdrawal.contradicted', 'The bank contradicts itself or us.', { word, before });

/**
 * What the bank's word changes, given its last word on this withdrawal (undefined: none). Words come twice, late and out
 * of order: a word that is known changes nothing, a return of what nobody said was paid first pays it. Throws
 * `withdrawal.contradicted` where a word would make money twice or lose it: a payment of what was never ordered, one that
 * failed and then succeeded or came back, one that succeeded and then failed.
 */
export const hearBank = (
  { outcome, bankTransferId, reason }: BankWord,
  before: BankOutcome | undefined,
  facts: Pick<RecordWithdrawalReturn, 'transactionId' | 'amount' | 'requestedAt' | 'at'>,
  wallet: Wallet,
): readonly WalletEvent[] => {
  const { transactionId, at } = facts;
  const status = wallet.withdrawals[transactionId]?.status ?? 'not open';
  const steps = stepsOfWord(outcome, before, status === 'processing');
  if (steps === undefined) throw contradicted(outcome, before ?? status);
  const decisions: Readonly<Record<PaymentStep, (state: Wallet) => readonly WalletEvent[]>> = {
    paid: (state) =>
      completeWithdrawal(
        { type: 'CompleteWithdrawal', transactionId, bankReference: bankTransferId, at },
        state,
      ),
    failed: (state) => failWithdrawal({ type: 'FailWithdrawal', transactionId, reason, at }, state),
    'came-back': (state) =>
      recordReturn({ type: 'RecordWithdrawalReturn', ...facts, bankTransferId, reason }, state),
  };
  const events: WalletEvent[] = [];
  for (const step of steps) events.push(...decisions[step](events.reduce(evolveWallet, wallet)));
  return events;
};
