import type { DomainEvent } from '../shared/decider.ts';

/** What every later event of a withdrawal repeats of its request, so that a read table needs one event. */
interface WithdrawalFacts {
  readonly transactionId: string;
  readonly amount: string;
  readonly requestedAt: string;
}

export type WithdrawalRequested = DomainEvent<
  'WithdrawalRequested',
  {
    readonly transactionId: string;
    readonly userId: string;
    readonly walletId: string;
    readonly amount: string;
    readonly currency: string;
    readonly bankAccountId: string;
    /** Personal: the IBAN and the holder's name to pay to. */
    readonly bankAccountDetails: { readonly iban: string; readonly holderName: string };
    readonly requestedAt: string;
  }
>;

export type WithdrawalApproved = DomainEvent<
  'WithdrawalApproved',
  WithdrawalFacts & {
    /** `policy` or a user id. */
    readonly approvedBy: string;
    readonly at: string;
    /** How many more people must approve before it is paid. */
    readonly approvalsMissing: number;
  }
>;

export type WithdrawalRejected = DomainEvent<
  'WithdrawalRejected',
  WithdrawalFacts & { readonly rejectedBy: string; readonly reason: string; readonly at: string }
>;

export type WithdrawalProcessing = DomainEvent<
  'WithdrawalProcessing',
  WithdrawalFacts & { readonly bankTransferId: string; readonly startedAt: string }
>;

export type WithdrawalCompleted = DomainEvent<
  'WithdrawalCompleted',
  WithdrawalFacts & { readonly bankReference: string; readonly completedAt: string }
>;

export type WithdrawalFailed = DomainEvent<
  'WithdrawalFailed',
  WithdrawalFacts & { readonly reason: string; readonly failedAt: string }
>;

export type WithdrawalCancelled = DomainEvent<
  'WithdrawalCancelled',
  WithdrawalFacts & { readonly cancelledAt: string }
>;

/** The bank sent the money of a completed withdrawal back, days later: it is the customer's again. */
export type WithdrawalReturned = DomainEvent<
  'WithdrawalReturned',
  {
    readonly transactionId: string;
    readonly amount: string;
    readonly bankTransferId: string;
    readonly reason: string;
    readonly returnedAt: string;
  }
>;

export type WithdrawalEvent =
  | WithdrawalRequested
  | WithdrawalApproved
  | WithdrawalRejected
  | WithdrawalProcessing
  | WithdrawalCompleted
  | WithdrawalFailed
  | WithdrawalCancelled
  | WithdrawalReturned;
