import type { DomainEvent } from '../shared/decider.ts';
import type { DepositEvent } from './deposit-events.ts';
import type { WithdrawalEvent } from './withdrawal-events.ts';

/** The published language of a wallet: money, gold, prices as decimal strings, times as ISO 8601 in UTC. */
export type ReservationPurpose = 'purchase' | 'withdrawal' | 'pool';
export type AllocationSource = 'purchase' | 'pool';

export type WalletCreated = DomainEvent<
  'WalletCreated',
  {
    readonly walletId: string;
    readonly userId: string;
    readonly currency: string;
    readonly createdAt: string;
    /** What customers write into their transfers (ISO 11649). */
    readonly reference: string;
  }
>;

export type FundsReserved = DomainEvent<
  'FundsReserved',
  {
    readonly reservationId: string;
    readonly amount: string;
    readonly purpose: ReservationPurpose;
    readonly at: string;
    /** The pool that a `pool` reservation is for, and its currency. */
    readonly poolId?: string;
    readonly currency?: string;
  }
>;

export type FundsReservationCancelled = DomainEvent<
  'FundsReservationCancelled',
  {
    readonly reservationId: string;
    readonly amount: string;
    readonly purpose: ReservationPurpose;
    readonly reason: string;
    readonly at: string;
    /** Of a `pool` reservation: its pool, its currency and when it was made. */
    readonly poolId?: string;
    readonly currency?: string;
    readonly committedAt?: string;
  }
>;

export type GoldPurchaseInitiated = DomainEvent<
  'GoldPurchaseInitiated',
  {
    readonly purchaseId: string;
    readonly userId: string;
    readonly walletId: string;
    readonly goldAmount: string;
    readonly pricePerGram: string;
    readonly fee: string;
    readonly totalCost: string;
    readonly initiatedAt: string;
    readonly currency: string;
    /** The tick that the price came from. */
    readonly priceId: string;
    readonly quoteId?: string;
  }
>;

export type GoldAllocated = DomainEvent<
  'GoldAllocated',
  {
    readonly allocationId: string;
    readonly userId: string;
    readonly goldAmount: string;
    readonly certificateNumber: string;
    readonly lotId: string;
    readonly source: AllocationSource;
    readonly allocatedAt: string;
    /**
     * A pool's allocation ends the reservation behind it: what was committed, what the gold cost and what comes back.
     * Gold out of several lots is as many events, and the last one settles for all of them.
     */
    readonly settlement?: {
      readonly poolId: string;
      readonly reservationId: string;
      readonly cost: string;
      readonly released: string;
      readonly amount?: string;
      readonly currency?: string;
      /** Out of all lots together. */
      readonly goldAmount?: string;
      readonly committedAt?: string;
    };
  }
>;

export type GoldPurchaseCompleted = DomainEvent<
  'GoldPurchaseCompleted',
  {
    readonly purchaseId: string;
    readonly confirmationNumber: string;
    readonly completedAt: string;
    readonly reservationId: string;
    readonly goldAmount: string;
    readonly pricePerGram: string;
    readonly fee: string;
    readonly totalCost: string;
    readonly currency: string;
    /** What rounding up left to the house, to the last of twelve places. */
    readonly roundingRemainder: string;
    readonly certificateNumbers: readonly string[];
    readonly initiatedAt: string;
  }
>;

export type GoldSold = DomainEvent<
  'GoldSold',
  {
    readonly saleId: string;
    readonly userId: string;
    readonly walletId: string;
    readonly goldAmount: string;
    readonly pricePerGram: string;
    readonly fee: string;
    readonly proceeds: string;
    readonly costBasis: string;
    /** Proceeds less cost basis; negative when it is a loss. */
    readonly realisedGain: string;
    readonly confirmationNumber: string;
    readonly soldAt: string;
    readonly currency: string;
    readonly priceId: string;
    readonly quoteId?: string;
    /** What rounding down left to the house, to the last of twelve places. */
    readonly roundingRemainder: string;
    /** The lots that take the gold back. */
    readonly returns: readonly { readonly lotId: string; readonly goldAmount: string }[];
  }
>;

export type WalletFrozen = DomainEvent<
  'WalletFrozen',
  {
    readonly walletId: string;
    readonly reason: string;
    readonly caseId: string;
    readonly at: string;
  }
>;

export type WalletUnfrozen = DomainEvent<
  'WalletUnfrozen',
  {
    readonly walletId: string;
    readonly reason: string;
    readonly caseId: string;
    readonly at: string;
  }
>;

export type AdjustmentRequested = DomainEvent<
  'AdjustmentRequested',
  {
    readonly adjustmentId: string;
    readonly amount: string;
    readonly currency: string;
    readonly reason: string;
    readonly requestedBy: string;
    readonly at: string;
  }
>;

export type AdjustmentDeclined = DomainEvent<
  'AdjustmentDeclined',
  {
    readonly adjustmentId: string;
    readonly amount: string;
    readonly currency: string;
    readonly reason: string;
    readonly declinedBy: string;
    readonly at: string;
  }
>;

export type AdjustmentPosted = DomainEvent<
  'AdjustmentPosted',
  {
    readonly adjustmentId: string;
    /** Negative when it takes money from the customer. */
    readonly amount: string;
    readonly currency: string;
    readonly reason: string;
    readonly requestedBy: string;
    readonly approvedBy: string;
    readonly at: string;
  }
>;

export type WalletEvent =
  | WalletCreated
  | DepositEvent
  | FundsReserved
  | FundsReservationCancelled
  | GoldPurchaseInitiated
  | GoldAllocated
  | GoldPurchaseCompleted
  | GoldSold
  | WithdrawalEvent
  | WalletFrozen
  | WalletUnfrozen
  | AdjustmentRequested
  | AdjustmentDeclined
  | AdjustmentPosted;
