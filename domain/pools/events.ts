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

export type PoolEvent =
  | PooledInvestmentOpened
  | PooledInvestmentClosed
  | BulkGoldPurchased
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
