import type { ReviewReason } from './deposit-events.ts';

/** Money came in with this wallet's reference. `pending` shows but cannot be spent; `verified` can. */
export interface ReceiveDeposit {
  readonly type: 'ReceiveDeposit';
  readonly transactionId: string;
  readonly amount: bigint;
  readonly currency: string;
  /** The bank's id of the transaction; that it credits once is the guard's part. */
  readonly bankReference: string;
  readonly verificationStatus: 'pending' | 'verified';
  readonly bookedAt?: string;
  readonly assignedBy?: string;
  readonly at: string;
}

export interface StartDepositVerification {
  readonly type: 'StartDepositVerification';
  readonly transactionId: string;
  readonly at: string;
}

/** What the bank's own books say of a transaction. */
export interface BankWord {
  readonly bankConfirmationId: string;
  /** Minor units of `currency`, which may differ from the wallet's. */
  readonly amount: bigint;
  readonly currency: string;
  readonly debtorName: string;
}

/** The bank's word against what was received: confirms, or holds for review. */
export interface ConcludeDepositVerification {
  readonly type: 'ConcludeDepositVerification';
  readonly transactionId: string;
  /** Undefined when the bank does not know the transaction. */
  readonly bank: BankWord | undefined;
  readonly customerName: string;
  readonly at: string;
}

/** A person of operations accepts a deposit in review, whoever paid it. The money itself must be at the bank. */
export interface ConfirmDeposit {
  readonly type: 'ConfirmDeposit';
  readonly transactionId: string;
  /** Undefined when the bank does not know the transaction. */
  readonly bank: BankWord | undefined;
  readonly confirmedBy: string;
  readonly at: string;
}

/** A person of operations refuses a deposit in review: its money leaves the wallet and goes back to where it came from. */
export interface RejectDeposit {
  readonly type: 'RejectDeposit';
  readonly transactionId: string;
  /** Minor units that the bank really has. */
  readonly parked: bigint;
  readonly reason: string;
  readonly rejectedBy: string;
  readonly at: string;
}

export interface HoldDepositForReview {
  readonly type: 'HoldDepositForReview';
  readonly transactionId: string;
  readonly reason: ReviewReason;
  readonly at: string;
}

export type DepositCommand =
  | ReceiveDeposit
  | StartDepositVerification
  | ConcludeDepositVerification
  | ConfirmDeposit
  | RejectDeposit
  | HoldDepositForReview;
