import type { DomainEvent } from '../shared/decider.ts';

/** Why a deposit waits for people. */
export type ReviewReason =
  | 'name-mismatch'
  | 'amount-mismatch'
  | 'currency-mismatch'
  | 'unknown-to-bank'
  | 'compliance';

/** What the end of a deposit repeats of its beginning, so that a read table needs one event. */
interface DepositFacts {
  readonly transactionId: string;
  readonly amount: string;
  readonly currency: string;
  readonly bankReference: string;
  readonly depositedAt: string;
}

export type FundsDeposited = DomainEvent<
  'FundsDeposited',
  {
    readonly transactionId: string;
    readonly userId: string;
    readonly walletId: string;
    readonly amount: string;
    readonly currency: string;
    /** The bank's id of the transaction. */
    readonly bankReference: string;
    readonly depositedAt: string;
    readonly verificationStatus: 'pending' | 'verified';
    /** When the bank booked it; unknown of deposits that were received before this was kept. */
    readonly bookedAt?: string;
    /** Who of operations found whose money it is, where the payment itself did not say. */
    readonly assignedBy?: string;
  }
>;

export type DepositVerificationStarted = DomainEvent<
  'DepositVerificationStarted',
  { readonly transactionId: string; readonly startedAt: string }
>;

export type DepositConfirmed = DomainEvent<
  'DepositConfirmed',
  DepositFacts & {
    readonly bankConfirmationId: string;
    readonly confirmedAt: string;
    /** Who of operations confirmed a deposit in review. */
    readonly confirmedBy?: string;
  }
>;

export type DepositRejected = DomainEvent<
  'DepositRejected',
  DepositFacts & {
    readonly reason: string;
    readonly rejectedAt: string;
    readonly rejectedBy?: string;
    /** What of it the bank really has: that much lies with nobody now. */
    readonly parked?: string;
  }
>;

export type DepositHeldForReview = DomainEvent<
  'DepositHeldForReview',
  DepositFacts & { readonly reason: ReviewReason; readonly heldAt: string }
>;

export type DepositEvent =
  | FundsDeposited
  | DepositVerificationStarted
  | DepositConfirmed
  | DepositRejected
  | DepositHeldForReview;
