import type { DomainEvent } from '../shared/decider.ts';

/** `deposit-rejected`: it was a wallet's deposit, and people decided that it is not that customer's. */
export type SuspenseReason = 'unknown-reference' | 'currency-mismatch' | 'deposit-rejected';

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
    /** The wallet whose reference it had, when only the currency was wrong or the deposit was rejected. */
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

/** Somebody decided that the money goes back to where it came from; the bank is asked to pay it. */
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
    /** Our id of the payment, which the bank carries out once; another try has another. */
    readonly endToEndId: string;
  }
>;

/** The bank has paid it back. */
export type UnmatchedFundsReturnPaid = DomainEvent<
  'UnmatchedFundsReturnPaid',
  {
    readonly transactionId: string;
    readonly bankTransactionId: string;
    readonly amount: string;
    readonly currency: string;
    readonly endToEndId: string;
    readonly bankTransferId: string;
    readonly paidAt: string;
  }
>;

/** The bank could not pay it back, or what it paid came back: the money is here, and people decide again. */
export type UnmatchedFundsReturnFailed = DomainEvent<
  'UnmatchedFundsReturnFailed',
  {
    readonly transactionId: string;
    readonly bankTransactionId: string;
    readonly amount: string;
    readonly currency: string;
    readonly endToEndId: string;
    readonly bankTransferId: string;
    /** Whether it had been paid, and came back. */
    readonly wasPaid: boolean;
    readonly reason: string;
    readonly failedAt: string;
  }
>;

export type SuspenseEvent =
  | UnmatchedFundsReceived
  | UnmatchedFundsAssigned
  | UnmatchedFundsReturned
  | UnmatchedFundsReturnPaid
  | UnmatchedFundsReturnFailed;
