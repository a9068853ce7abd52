import type { BankOutcome, BankWord } from '../shared/bank-word.ts';
import type { CloseReason } from './events.ts';

export interface OpenPool {
  readonly type: 'OpenPool';
  readonly poolId: string;
  readonly name: string;
  readonly currency: string;
  readonly targetAmount: bigint;
  readonly minimumParticipants: number;
  readonly deadline: string;
  readonly openedBy: string;
  readonly at: string;
}

/** The totals are the tally's, read after it was shut. */
export interface ClosePool {
  readonly type: 'ClosePool';
  readonly totalParticipants: number;
  readonly totalAmount: bigint;
  readonly reason: CloseReason;
  readonly at: string;
}

/** What the dealer delivered; it may differ from what was asked. */
export interface RecordBulkPurchase {
  readonly type: 'RecordBulkPurchase';
  readonly supplier: string;
  readonly supplierReference: string;
  readonly goldAmount: bigint;
  readonly pricePerGram: bigint;
  readonly totalCost: bigint;
  readonly barSerials: readonly string[];
  readonly at: string;
}

/** The sums of what the members were given and charged. */
export interface CompletePoolAllocation {
  readonly type: 'CompletePoolAllocation';
  readonly goldAmount: bigint;
  readonly cost: bigint;
  readonly at: string;
}

/** Has the dealer paid what its gold cost. */
export interface OrderBulkPayment {
  readonly type: 'OrderBulkPayment';
  readonly endToEndId: string;
  readonly orderedBy: string;
  readonly at: string;
}

/** What the bank says of that payment. */
export interface ConcludeBulkPayment {
  readonly type: 'ConcludeBulkPayment';
  readonly endToEndId: string;
  readonly word: BankWord;
  /** The bank's last word on this payment; undefined when there was none. */
  readonly before: BankOutcome | undefined;
  readonly at: string;
}

export interface CancelPool {
  readonly type: 'CancelPool';
  readonly reason: string;
  readonly at: string;
}

export type PoolCommand =
  | OpenPool
  | ClosePool
  | RecordBulkPurchase
  | OrderBulkPayment
  | ConcludeBulkPayment
  | CompletePoolAllocation
  | CancelPool;

/** That the pool is open and has room is checked before (`requireOpenForCommitments`) and fenced by its tally. */
export interface CommitParticipation {
  readonly type: 'CommitParticipation';
  readonly poolId: string;
  readonly participationId: string;
  readonly userId: string;
  readonly walletId: string;
  readonly reservationId: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly at: string;
}

export interface ReleaseParticipation {
  readonly type: 'ReleaseParticipation';
  readonly reason: string;
  readonly at: string;
}

export type ParticipationCommand = CommitParticipation | ReleaseParticipation;
