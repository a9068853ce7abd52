import type { DomainEvent } from '../shared/decider.ts';

export type SuspenseReason = 'unknown-reference' | 'currency-mismatch';

/** Bank money that matches no wallet: kept for review, never dropped. Personal data: debtorName, debtorIban. */
export type UnmatchedFundsReceived = DomainEvent<
  'UnmatchedFundsReceived',
  {
    readonly transactionId: string;
    readonly bankTransactionId: string;
    /** What the payer wrote, as it came. */
    readonly reference: string;
    readonly amount: string;
    readonly currency: string;
    readonly debtorName: string;
    readonly debtorIban: string;
    readonly reason: SuspenseReason;
    readonly bookedAt: string;
    readonly receivedAt: string;
    /** The wallet whose reference it had, when only the currency was wrong. */
    readonly walletId?: string;
  }
>;

/** Operations found whose money it is: the wallet's own deposit follows under the same bank transaction. */
export type UnmatchedFundsAssigned = DomainEvent<
  'UnmatchedFundsAssigned',
  {
    readonly transactionId: string;
    readonly bankTransactionId: string;
    readonly amount: string;
    readonly currency: string;
    readonly walletId: string;
    readonly assignedBy: string;
    readonly assignedAt: string;
  }
>;

/** The money goes back to where it came from. */
export type UnmatchedFundsReturned = DomainEvent<
  'UnmatchedFundsReturned',
  {
    readonly transactionId: string;
    readonly bankTransactionId: string;
    readonly amount: string;
    readonly currency: string;
    readonly reason: string;
    readonly returnedBy: string;
    readonly returnedAt: string;
  }
>;

export type SuspenseEvent =
  | UnmatchedFundsReceived
  | UnmatchedFundsAssigned
  | UnmatchedFundsReturned;
