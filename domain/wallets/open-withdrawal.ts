import { formatMoney } from '../shared/money.ts';
import { Refusal } from '../shared/refusal.ts';
import type { FundsReservationCancelled } from './events.ts';
import { type OpenWithdrawal, requireWallet, type Wallet } from './state.ts';

/** Throws `withdrawal.unknown` for one that never was or has ended. */
export const openWithdrawal = (wallet: Wallet, transactionId: string): OpenWithdrawal => {
  requireWallet(wallet);
  const withdrawal = wallet.withdrawals[transactionId];
  if (withdrawal === undefined)
    throw new Refusal('withdrawal.unknown', 'No open withdrawal has this id.', { transactionId });
  return withdrawal;
};

/** What every event of a withdrawal repeats of its request. */
export const factsOf = (wallet: Wallet, transactionId: string) => {
  const { amount, requestedAt } = openWithdrawal(wallet, transactionId);
  return { transactionId, amount: formatMoney(amount, wallet.currency), requestedAt };
};

/** The reserved money becomes available again. */
export const released = (
  wallet: Wallet,
  transactionId: string,
  reason: string,
  at: string,
): FundsReservationCancelled => ({
  type: 'FundsReservationCancelled',
  data: {
    reservationId: transactionId,
    amount: formatMoney(openWithdrawal(wallet, transactionId).amount, wallet.currency),
    purpose: 'withdrawal',
    reason,
    at,
  },
});
