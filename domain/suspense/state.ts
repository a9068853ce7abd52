import { formatMoney } from '../shared/money.ts';
import type { SuspenseReason } from './events.ts';

/** One payment that no wallet could be found for. */
export interface Suspense {
  /** Empty until UnmatchedFundsReceived. */
  readonly transactionId: string;
  readonly bankTransactionId: string;
  /** Minor units. */
  readonly amount: bigint;
  readonly currency: string;
  readonly reference: string;
  readonly reason: SuspenseReason;
  readonly bookedAt: string;
  readonly receivedAt: string;
  /** `returning` is decided and not paid yet. */
  readonly status: 'review' | 'assigned' | 'returning' | 'returned';
  /** Our id of the last payment that was to return it; empty when there was none. */
  readonly returnOrder: string;
  readonly debtorName: string;
  readonly debtorIban: string;
}

/** What every event about it says. */
export const factsOf = ({ transactionId, bankTransactionId, amount, currency }: Suspense) => ({
  transactionId,
  bankTransactionId,
  amount: formatMoney(amount, currency),
  currency,
});
