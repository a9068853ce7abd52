import { type Aggregate, decideBy, evolveBy } from '../shared/decider.ts';
import { formatGrams, gramsFromWire } from '../shared/gold.ts';
import { formatMoney, moneyFromWire } from '../shared/money.ts';
import { formatPrice, priceFromWire } from '../shared/price.ts';
import { Refusal } from '../shared/refusal.ts';
import type { PoolCommand } from './commands.ts';
import type { PoolEvent } from './events.ts';
import {
  bulkPurchase,
  cancelPool,
  closePool,
  completeAllocation,
  openPool,
  requirePool,
} from './rules.ts';
import { noPool, type Pool } from './state.ts';

/** A pool as the bus and the API show it. A type, so that it is a record of JSON. */
export type PublicPool = {
  readonly poolId: string;
  readonly name: string;
  readonly currency: string;
  readonly targetAmount: string;
  readonly minimumParticipants: number;
  readonly deadline: string;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly status: Pool['status'];
  readonly totalParticipants: number;
  readonly totalAmount: string;
  readonly goldAmount: string;
  /** "0.000000" until the gold is bought. */
  readonly pricePerGram: string;
  readonly totalCost: string;
  readonly supplierReference: string;
  readonly reason: string;
};

const publicPool = (pool: Pool): PublicPool => ({
  poolId: pool.poolId,
  name: pool.name,
  currency: pool.currency,
  targetAmount: formatMoney(pool.targetAmount, pool.currency),
  minimumParticipants: pool.minimumParticipants,
  deadline: pool.deadline,
  openedBy: pool.openedBy,
  openedAt: pool.openedAt,
  status: pool.status,
  totalParticipants: pool.totalParticipants,
  totalAmount: formatMoney(pool.totalAmount, pool.currency),
  goldAmount: formatGrams(pool.goldAmount),
  pricePerGram: formatPrice(pool.pricePerGram),
  totalCost: formatMoney(pool.totalCost, pool.currency),
  supplierReference: pool.supplierReference,
  reason: pool.reason,
});

/** A pooled investment (stream `pool-<poolId>`). Its members are streams of their own (see participation.ts). */
export const pool: Aggregate<Pool, PoolCommand, PoolEvent> = {
  type: 'pool',
  stateVersion: 2,
  initialState: noPool,
  publicState: publicPool,
  evolve: evolveBy<Pool, PoolEvent>({
    PooledInvestmentOpened: (state, { data }) => ({
      ...state,
      poolId: data.poolId,
      name: data.name,
      currency: data.currency,
      targetAmount: moneyFromWire(data.targetAmount, data.currency),
      minimumParticipants: data.minimumParticipants,
      deadline: data.deadline,
      openedBy: data.openedBy,
      openedAt: data.openedAt,
      status: 'open',
    }),
    PooledInvestmentClosed: (state, { data }) => ({
      ...state,
      status: 'closed',
      reason: data.reason,
      totalParticipants: data.totalParticipants,
      totalAmount: moneyFromWire(data.totalAmount, state.currency),
    }),
    BulkGoldPurchased: (state, { data }) => ({
      ...state,
      status: 'purchased',
      goldAmount: gramsFromWire(data.goldAmount),
      pricePerGram: priceFromWire(data.pricePerGram),
      totalCost: moneyFromWire(data.totalCost, state.currency),
      supplierReference: data.supplierReference,
      barSerials: data.barSerials,
    }),
    PoolAllocationCompleted: (state) => ({ ...state, status: 'allocated' }),
    PooledInvestmentCancelled: (state, { data }) => ({
      ...state,
      status: 'cancelled',
      reason: data.reason,
    }),
  }),
  decide: decideBy<Pool, PoolCommand, PoolEvent>({
    OpenPool: openPool,
    ClosePool: closePool,
    RecordBulkPurchase: bulkPurchase,
    CompletePoolAllocation: completeAllocation,
    CancelPool: cancelPool,
  }),
};

/**
 * Throws unless the pool takes commitments at `at`: `pool.unknown`, `pool.not-open`, `pool.deadline-passed`. That a commitment stays
 * within the target, and comes before the close, the tally decides in the same transaction.
 */
export const requireOpenForCommitments = (state: Pool, at: string): void => {
  requirePool(state);
  if (state.status !== 'open')
    throw new Refusal('pool.not-open', 'The pool takes no commitments.', { status: state.status });
  if (at >= state.deadline)
    throw new Refusal('pool.deadline-passed', 'The deadline of the pool is over.', {
      deadline: state.deadline,
    });
};
