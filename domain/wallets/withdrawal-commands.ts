/** `bankAccount` comes from the customer's own list of payees (see accounts), which knows its cooling-off. */
export interface RequestWithdrawal {
  readonly type: 'RequestWithdrawal';
  /** Also the id of the reservation. */
  readonly transactionId: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly bankAccount: {
    readonly bankAccountId: string;
    readonly iban: string;
    readonly holderName: string;
    readonly addedAt: string;
    readonly usableFrom: string;
    /** The keyed hash under which the IBAN is found. */
    readonly ibanIndex: string;
  };
  readonly verified: boolean;
  readonly at: string;
}

/** What the rules against money laundering found. What is clean and small, policy approves in the same breath. */
export interface ScreenWithdrawal {
  readonly type: 'ScreenWithdrawal';
  readonly transactionId: string;
  /** The rules that it hit; empty when it is clean. */
  readonly rules: readonly string[];
  readonly at: string;
}

/** One person's yes. */
export interface ApproveWithdrawal {
  readonly type: 'ApproveWithdrawal';
  readonly transactionId: string;
  /** A user id. */
  readonly approvedBy: string;
  readonly at: string;
}

export interface RejectWithdrawal {
  readonly type: 'RejectWithdrawal';
  readonly transactionId: string;
  /** `policy` or a user id. */
  readonly rejectedBy: string;
  readonly reason: string;
  readonly at: string;
}

/** The point of no return, recorded before the bank is asked to pay. */
export interface StartWithdrawalPayment {
  readonly type: 'StartWithdrawalPayment';
  readonly transactionId: string;
  /** The id under which we order the transfer (its `endToEndId`): the bank carries it out once. */
  readonly bankTransferId: string;
  readonly at: string;
}

export interface CompleteWithdrawal {
  readonly type: 'CompleteWithdrawal';
  readonly transactionId: string;
  readonly bankReference: string;
  readonly at: string;
}

/** The bank did not pay, or a step before it gave up: the money is available again. */
export interface FailWithdrawal {
  readonly type: 'FailWithdrawal';
  readonly transactionId: string;
  readonly reason: string;
  readonly at: string;
}

/** The customer's own change of mind, until the payment starts. */
export interface CancelWithdrawal {
  readonly type: 'CancelWithdrawal';
  readonly transactionId: string;
  readonly at: string;
}

/** The bank returned the money of a completed withdrawal. That it happens once is the guard's part. */
export interface RecordWithdrawalReturn {
  readonly type: 'RecordWithdrawalReturn';
  readonly transactionId: string;
  /** What WithdrawalCompleted said. */
  readonly amount: bigint;
  readonly requestedAt: string;
  readonly bankTransferId: string;
  readonly reason: string;
  readonly at: string;
}

export type WithdrawalCommand =
  | RequestWithdrawal
  | ScreenWithdrawal
  | ApproveWithdrawal
  | RejectWithdrawal
  | StartWithdrawalPayment
  | CompleteWithdrawal
  | FailWithdrawal
  | CancelWithdrawal
  | RecordWithdrawalReturn;
