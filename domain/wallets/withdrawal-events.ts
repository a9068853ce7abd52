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
    readonly bankAccountAddedAt: string;
    /** The keyed hash of the IBAN, by which others who list it are counted. */
    readonly ibanIndex: string;
    readonly requestedAt: string;
  }
>;

export type WithdrawalScreened = DomainEvent<
  'WithdrawalScreened',
  WithdrawalFacts & {
    readonly screening: 'clean' | 'hit';
    /** The rules that it hit. */
    readonly rules: readonly string[];
    /** How many people must approve; policy alone where it is none. */
    readonly approvalsNeeded: number;
    readonly screenedAt: string;
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
  WithdrawalFacts & {
    /** Ours: the `endToEndId` of the transfer. The bank's own is the reference of WithdrawalCompleted. */
    readonly bankTransferId: string;
    readonly startedAt: string;
  }
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
    readonly requestedAt: string;
    readonly bankTransferId: string;
    readonly reason: string;
    readonly returnedAt: string;
  }
>;

export type WithdrawalEvent =
  | WithdrawalRequested
  | WithdrawalScreened
  | WithdrawalApproved
  | WithdrawalRejected
  | WithdrawalProcessing
  | WithdrawalCompleted
  | WithdrawalFailed
  | WithdrawalCancelled
  | WithdrawalReturned;
