import { formatMoney } from '../shared/money.ts';
import { Refusal } from '../shared/refusal.ts';
import type { WalletEvent } from './events.ts';
import { factsOf, openWithdrawal, released } from './open-withdrawal.ts';
import { requireWallet, type Wallet } from './state.ts';
import type {
  CompleteWithdrawal,
  FailWithdrawal,
  RecordWithdrawalReturn,
} from './withdrawal-commands.ts';

/** The bank has paid. */
export const completeWithdrawal = (
  { transactionId, bankReference, at }: CompleteWithdrawal,
  wallet: Wallet,
): readonly WalletEvent[] => {
  // A frozen wallet completes as well: the bank has paid, and the ledger says what happened.
  if (openWithdrawal(wallet, transactionId).status !== 'processing')
    throw new Refusal('withdrawal.not-processing', 'The bank was not asked to pay this.');
  return [
    {
      type: 'WithdrawalCompleted',
      data: { ...factsOf(wallet, transactionId), bankReference, completedAt: at },
    },
  ];
};

/** It was not paid, and the money is the customer's again. */
export const failWithdrawal = (
  { transactionId, reason, at }: FailWithdrawal,
  wallet: Wallet,
): readonly WalletEvent[] => [
  {
    type: 'WithdrawalFailed',
    data: { ...factsOf(wallet, transactionId), reason, failedAt: at },
  },
  released(wallet, transactionId, 'withdrawal-failed', at),
];

/** What was paid has come back. */
export const recordReturn = (
  command: RecordWithdrawalReturn,
  wallet: Wallet,
): readonly WalletEvent[] => {
  const { transactionId, amount, requestedAt, bankTransferId, reason, at } = command;
  requireWallet(wallet);
  if (wallet.withdrawals[transactionId] !== undefined)
    throw new Refusal('withdrawal.processing', 'The withdrawal has not been completed.');
  return [
    {
      type: 'WithdrawalReturned',
      data: {
        transactionId,
        amount: formatMoney(amount, wallet.currency),
        requestedAt,
        bankTransferId,
        reason,
        returnedAt: at,
      },
    },
  ];
};
