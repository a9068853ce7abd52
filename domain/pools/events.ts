import type { DomainEvent } from '../shared/decider.ts';

/** The published language of a pool (stream `pool-<poolId>`) … */
export type PooledInvestmentOpened = DomainEvent<
  'PooledInvestmentOpened',
  {
    readonly poolId: string;
    readonly name: string;
    readonly currency: string;
    readonly targetAmount: string;
    readonly minimumParticipants: number;
    readonly deadline: string;
    readonly openedBy: string;
    readonly openedAt: string;
  }
>;

export type PooledInvestmentClosed = DomainEvent<
  'PooledInvestmentClosed',
  {
    readonly poolId: string;
    readonly totalParticipants: number;
    readonly totalAmount: string;
    readonly reason: CloseReason;
    readonly closedAt: string;
  }
>;

export type CloseReason = 'target' | 'deadline' | 'operations';

export type BulkGoldPurchased = DomainEvent<
  'BulkGoldPurchased',
  {
    readonly poolId: string;
    readonly supplier: string;
    readonly supplierReference: string;
    readonly goldAmount: string;
    readonly pricePerGram: string;
    readonly totalCost: string;
    readonly barSerials: readonly string[];
    readonly purchasedAt: string;
  }
>;

export type PoolAllocationCompleted = DomainEvent<
  'PoolAllocationCompleted',
  {
    readonly poolId: string;
    readonly at: string;
    readonly goldAmount: string;
    readonly cost: string;
    /** What of the commitments was not spent and came back. */
    readonly released: string;
  }
>;

export type PooledInvestmentCancelled = DomainEvent<
  'PooledInvestmentCancelled',
  { readonly poolId: string; readonly at: string; readonly reason: string }
>;

/** The dealer is to be paid for what it delivered: by the rules at once, or by somebody after a payment failed. */
export type BulkPaymentOrdered = DomainEvent<
  'BulkPaymentOrdered',
  {
    readonly poolId: string;
    readonly supplier: string;
    readonly amount: string;
    readonly currency: string;
    /** Our id of the payment, which the bank carries out once; another try has another. */
    readonly endToEndId: string;
    readonly orderedBy: string;
    readonly orderedAt: string;
  }
>;

/** The bank has paid the dealer. */
export type BulkPaymentCompleted = DomainEvent<
  'BulkPaymentCompleted',
  {
    readonly poolId: string;
    readonly amount: string;
    readonly currency: string;
    readonly endToEndId: string;
    readonly bankTransferId: string;
    readonly paidAt: string;
  }
>;

/** The bank could not pay the dealer, or what it paid came back: people order it again. */
export type BulkPaymentFailed = DomainEvent<
  'BulkPaymentFailed',
  {
    readonly poolId: string;
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

export type PoolEvent =
  | PooledInvestmentOpened
  | PooledInvestmentClosed
  | BulkGoldPurchased
  | BulkPaymentOrdered
  | BulkPaymentCompleted
  | BulkPaymentFailed
  | PoolAllocationCompleted
  | PooledInvestmentCancelled;

/** … and of one customer's part in it, on a stream of its own, so that thousands can commit at once. */
export type PoolParticipationCommitted = DomainEvent<
  'PoolParticipationCommitted',
  {
    readonly poolId: string;
    readonly participationId: string;
    readonly userId: string;
    readonly walletId: string;
    readonly amount: string;
    readonly currency: string;
    /** The reservation in the wallet. */
    readonly reservationId: string;
    readonly at: string;
  }
>;

export type PoolParticipationReleased = DomainEvent<
  'PoolParticipationReleased',
  {
    readonly poolId: string;
    readonly participationId: string;
    readonly userId: string;
    readonly walletId: string;
    readonly amount: string;
    readonly reason: string;
    readonly at: string;
  }
>;

export type ParticipationEvent = PoolParticipationCommitted | PoolParticipationReleased;
