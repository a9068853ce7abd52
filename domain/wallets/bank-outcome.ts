import { type BankOutcome, type BankWord, isKnownWord } from '../shared/bank-word.ts';
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
  if (isKnownWord(outcome, before)) return [];
  const status = wallet.withdrawals[transactionId]?.status ?? 'not open';
  const isPaying = before === undefined && status === 'processing';
  const paid = (): readonly WalletEvent[] =>
    completeWithdrawal(
      { type: 'CompleteWithdrawal', transactionId, bankReference: bankTransferId, at },
      wallet,
    );
  const returned = (state: Wallet): readonly WalletEvent[] =>
    recordReturn({ type: 'RecordWithdrawalReturn', ...facts, bankTransferId, reason }, state);
  if (outcome === 'returned' && before === 'completed') return returned(wallet);
  if (!isPaying) throw contradicted(outcome, before ?? status);
  if (outcome === 'completed') return paid();
  if (outcome === 'failed')
    return failWithdrawal({ type: 'FailWithdrawal', transactionId, reason, at }, wallet);
  const events = paid();
  return [...events, ...returned(events.reduce(evolveWallet, wallet))];
};
