import type { BankOutcome, BankWord } from '../shared/bank-word.ts';
import type { SuspenseReason } from './events.ts';

export interface ReceiveUnmatchedFunds {
  readonly type: 'ReceiveUnmatchedFunds';
  readonly transactionId: string;
  readonly bankTransactionId: string;
  readonly reference: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly debtorName: string;
  readonly debtorIban: string;
  readonly reason: SuspenseReason;
  readonly bookedAt: string;
  readonly walletId?: string;
  readonly at: string;
}

export interface AssignUnmatchedFunds {
  readonly type: 'AssignUnmatchedFunds';
  readonly walletId: string;
  /** The currency of that wallet. */
  readonly walletCurrency: string;
  readonly assignedBy: string;
  readonly at: string;
}

export interface ReturnUnmatchedFunds {
  readonly type: 'ReturnUnmatchedFunds';
  readonly endToEndId: string;
  readonly reason: string;
  readonly returnedBy: string;
  readonly at: string;
}

/** What the bank says of the payment that was to bring the money back. */
export interface ConcludeReturn {
  readonly type: 'ConcludeReturn';
  readonly endToEndId: string;
  readonly word: BankWord;
  /** The bank's last word on this payment; undefined when there was none. */
  readonly before: BankOutcome | undefined;
  readonly at: string;
}

export type SuspenseCommand =
  | ReceiveUnmatchedFunds
  | AssignUnmatchedFunds
  | ReturnUnmatchedFunds
  | ConcludeReturn;
