import { formatMoney } from '../shared/money.ts';
import { policy } from '../shared/policy.ts';
import { Refusal } from '../shared/refusal.ts';
import type { ApproveAdjustment, DeclineAdjustment, RequestAdjustment } from './commands.ts';
import type { WalletEvent } from './events.ts';
import { requireFunds } from './reservations.ts';
import { type OpenAdjustment, requireCurrency, requireWallet, type Wallet } from './state.ts';

/** Throws `adjustment.unknown` for one that never was or is decided. */
const openAdjustment = (wallet: Wallet, adjustmentId: string): OpenAdjustment => {
  requireWallet(wallet);
  const adjustment = wallet.adjustments[adjustmentId];
  if (adjustment === undefined)
    throw new Refusal('adjustment.unknown', 'No open adjustment has this id.', { adjustmentId });
  return adjustment;
};

/** The first of two people; nothing moves yet. */
export const requestAdjustment = (
  { adjustmentId, amount, currency, reason, requestedBy, at }: RequestAdjustment,
  wallet: Wallet,
): readonly WalletEvent[] => {
  requireWallet(wallet);
  requireCurrency(wallet, currency);
  if (requestedBy === wallet.userId)
    throw new Refusal('adjustment.same-person', 'Nobody adjusts their own wallet.');
  if (amount === 0n)
    throw new Refusal('adjustment.invalid-amount', 'An adjustment of nothing is none.');
  if (wallet.adjustments[adjustmentId] !== undefined)
    throw new Refusal('adjustment.exists', 'This adjustment was requested before.');
  if (Object.keys(wallet.adjustments).length >= policy.adjustment.openMax)
    throw new Refusal('adjustment.limit-reached', 'This wallet has too many open adjustments.');
  return [
    {
      type: 'AdjustmentRequested',
      data: {
        adjustmentId,
        amount: formatMoney(amount, currency),
        currency,
        reason,
        requestedBy,
        at,
      },
    },
  ];
};

/** The second person, another one, neither of them the wallet's owner; only available money can be taken. */
export const approveAdjustment = (
  { adjustmentId, approvedBy, at }: ApproveAdjustment,
  wallet: Wallet,
): readonly WalletEvent[] => {
  const { amount, reason, requestedBy } = openAdjustment(wallet, adjustmentId);
  if (approvedBy === requestedBy || approvedBy === wallet.userId)
    throw new Refusal('adjustment.same-person', 'Another person must approve an adjustment.');
  if (amount < 0n) requireFunds(wallet, adjustmentId, -amount);
  return [
    {
      type: 'AdjustmentPosted',
      data: {
        adjustmentId,
        amount: formatMoney(amount, wallet.currency),
        currency: wallet.currency,
        reason,
        requestedBy,
        approvedBy,
        at,
      },
    },
  ];
};

export const declineAdjustment = (
  { adjustmentId, declinedBy, reason, at }: DeclineAdjustment,
  wallet: Wallet,
): readonly WalletEvent[] => [
  {
    type: 'AdjustmentDeclined',
    data: {
      adjustmentId,
      amount: formatMoney(openAdjustment(wallet, adjustmentId).amount, wallet.currency),
      currency: wallet.currency,
      reason,
      declinedBy,
      at,
    },
  },
];
