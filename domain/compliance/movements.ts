import { moneyFromWire } from '../shared/money.ts';
import { instantFromWire } from '../shared/time.ts';
import type { WalletEvent } from '../wallets/events.ts';
import type { MoneyMovement } from './aml.ts';

type Moved = Omit<MoneyMovement, 'amount'> & { readonly id: string; readonly amount: string };

/** What moved money, and under which id. A withdrawal counts from its request, so that many at once see each other. */
const movedBy = (event: WalletEvent): Moved | undefined => {
  if (event.type === 'DepositConfirmed') {
    const { transactionId: id, amount, depositedAt } = event.data;
    return { kind: 'deposit', id, amount, atMs: instantFromWire(depositedAt) };
  }
  if (event.type === 'WithdrawalRequested') {
    const { transactionId: id, amount, requestedAt } = event.data;
    return { kind: 'withdrawal', id, amount, atMs: instantFromWire(requestedAt) };
  }
  if (event.type === 'GoldPurchaseCompleted') {
    const { purchaseId: id, totalCost: amount, initiatedAt } = event.data;
    return { kind: 'purchase', id, amount, atMs: instantFromWire(initiatedAt) };
  }
  if (event.type === 'GoldSold') {
    const { saleId: id, proceeds: amount, soldAt } = event.data;
    return { kind: 'sale', id, amount, atMs: instantFromWire(soldAt) };
  }
  return undefined;
};

const undone = new Set([
  'WithdrawalRejected',
  'WithdrawalFailed',
  'WithdrawalCancelled',
  'WithdrawalReturned',
]);

/** The movements of money in a wallet's events, in any order, without `screenedId` and what was undone since. */
export const movementsIn = (
  events: readonly WalletEvent[],
  currency: string,
  screenedId: string,
): readonly MoneyMovement[] => {
  const gone = new Set(
    events
      .filter(({ type }) => undone.has(type))
      .map(({ data }) => (data as { readonly transactionId: string }).transactionId),
  );
  return events
    .map(movedBy)
    .filter((moved) => moved !== undefined)
    .filter(({ id }) => id !== screenedId && !gone.has(id))
    .map(({ kind, amount, atMs }) => ({ kind, atMs, amount: moneyFromWire(amount, currency) }));
};
