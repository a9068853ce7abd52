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
    readonly usableFrom: string;
  };
  readonly verified: boolean;
  readonly at: string;
}

export interface ApproveWithdrawal {
  readonly type: 'ApproveWithdrawal';
  readonly transactionId: string;
  /** `policy` or a user id. */
  readonly approvedBy: string;
  /** What the screening found; policy alone approves only what is clean. */
  readonly screening: 'clean' | 'hit';
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
  readonly bankTransferId: string;
  readonly reason: string;
  readonly at: string;
}

export type WithdrawalCommand =
  | RequestWithdrawal
  | ApproveWithdrawal
  | RejectWithdrawal
  | StartWithdrawalPayment
  | CompleteWithdrawal
  | FailWithdrawal
  | CancelWithdrawal
  | RecordWithdrawalReturn;
