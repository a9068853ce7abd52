import type { WalletEvent } from '../wallets/events.ts';
import { about, ifNotYou, inGrams, inMoney, type Notice, secure } from './notice.ts';

type Noticed =
  | 'DepositConfirmed'
  | 'DepositRejected'
  | 'DepositHeldForReview'
  | 'GoldPurchaseCompleted'
  | 'GoldSold'
  | 'GoldAllocated'
  | 'WithdrawalRequested'
  | 'WithdrawalRejected'
  | 'WithdrawalCompleted'
  | 'WithdrawalFailed'
  | 'WithdrawalCancelled'
  | 'WithdrawalReturned'
  | 'WalletFrozen'
  | 'WalletUnfrozen'
  | 'AdjustmentPosted';
type DataOf<Type extends Noticed> = Extract<WalletEvent, { type: Type }>['data'];

/** What people are told of their money and gold. A withdrawal's later events do not name the currency: the wallet does. */
export const walletNotices: {
  readonly [Type in Noticed]: (data: DataOf<Type>, currency: string) => Notice | undefined;
} = {
  DepositConfirmed: ({ amount, currency, transactionId }) =>
    about(
      `${inMoney(amount, currency)} has arrived`,
      'You can buy gold with it.',
      `/history/${transactionId}`,
    ),
  DepositRejected: ({ amount, currency, transactionId }) =>
    about(
      `Your deposit of ${inMoney(amount, currency)} was not accepted`,
      'The money goes back to where it came from.',
      `/history/${transactionId}`,
    ),
  DepositHeldForReview: ({ amount, currency, transactionId }) =>
    about(
      `We are looking at your deposit of ${inMoney(amount, currency)}`,
      'Something about it was unusual; somebody decides within a working day.',
      `/history/${transactionId}`,
    ),
  GoldPurchaseCompleted: ({ goldAmount, totalCost, currency, purchaseId, confirmationNumber }) =>
    about(
      `You bought ${inGrams(goldAmount)} of gold for ${inMoney(totalCost, currency)}`,
      `The confirmation is ${confirmationNumber}.`,
      `/history/${purchaseId}`,
    ),
  GoldSold: ({ goldAmount, proceeds, currency, saleId, confirmationNumber }) =>
    about(
      `You sold ${inGrams(goldAmount)} of gold for ${inMoney(proceeds, currency)}`,
      `The confirmation is ${confirmationNumber}.`,
      `/history/${saleId}`,
    ),
  GoldAllocated: ({ settlement }, currency) =>
    settlement &&
    about(
      `Your pool has bought: ${inGrams(settlement.goldAmount ?? '0')} of gold is yours`,
      `It cost ${inMoney(settlement.cost, currency)}; ${inMoney(settlement.released, currency)} came back.`,
      `/history/${settlement.reservationId}`,
    ),
  WithdrawalRequested: ({ amount, currency }) =>
    secure(
      `A withdrawal of ${inMoney(amount, currency)} was asked for`,
      `We tell you when it is paid. ${ifNotYou}`,
      '/withdraw',
    ),
  WithdrawalRejected: ({ amount }, currency) =>
    about(
      `Your withdrawal of ${inMoney(amount, currency)} was not approved`,
      'The money is in your wallet.',
      '/withdraw',
    ),
  WithdrawalCompleted: ({ amount }, currency) =>
    secure(
      `${inMoney(amount, currency)} was paid to your bank account`,
      `Your bank shows it soon. ${ifNotYou}`,
      '/withdraw',
    ),
  WithdrawalFailed: ({ amount }, currency) =>
    about(
      `Your withdrawal of ${inMoney(amount, currency)} could not be paid`,
      'The money is in your wallet.',
      '/withdraw',
    ),
  WithdrawalCancelled: ({ amount }, currency) =>
    about(
      `Your withdrawal of ${inMoney(amount, currency)} is cancelled`,
      'The money is in your wallet.',
      '/withdraw',
    ),
  WithdrawalReturned: ({ amount }, currency) =>
    about(
      `Your bank sent ${inMoney(amount, currency)} back`,
      'The money is in your wallet; check the bank account that you gave.',
      '/withdraw',
    ),
  WalletFrozen: () =>
    secure('Your wallet is frozen', 'No money or gold moves until somebody has looked at it.', '/'),
  WalletUnfrozen: () => secure('Your wallet is open again', 'Everything works as before.', '/'),
  AdjustmentPosted: ({ amount, currency, reason, adjustmentId }) =>
    about(
      `Your balance was corrected by ${inMoney(amount, currency)}`,
      reason,
      `/history/${adjustmentId}`,
    ),
};
