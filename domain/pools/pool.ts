import { type Aggregate, decideBy, evolveBy } from '../shared/decider.ts';
import { formatGrams, gramsFromWire } from '../shared/gold.ts';
import { formatMoney, moneyFromWire } from '../shared/money.ts';
import { Refusal } from '../shared/refusal.ts';
import type { PoolCommand } from './commands.ts';
import type { PoolEvent } from './events.ts';
import { bulkPurchase, cancelPool, closePool, completeAllocation, openPool } from './rules.ts';
import { noPool, type Pool } from './state.ts';

/** A pool as the bus and the API show it. A type, so that it is a record of JSON. */
export type PublicPool = {
  readonly poolId: string;
  readonly name: string;
  readonly currency: string;
  readonly targetAmount: string;
  readonly minimumParticipants: number;
  readonly deadline: string;
  readonly status: Pool['status'];
  readonly totalParticipants: number;
  readonly totalAmount: string;
  readonly goldAmount: string;
  readonly totalCost: string;
};

const publicPool = (pool: Pool): PublicPool => ({
  poolId: pool.poolId,
  name: pool.name,
  currency: pool.currency,
  targetAmount: formatMoney(pool.targetAmount, pool.currency),
  minimumParticipants: pool.minimumParticipants,
  deadline: pool.deadline,
  status: pool.status,
  totalParticipants: pool.totalParticipants,
  totalAmount: formatMoney(pool.totalAmount, pool.currency),
  goldAmount: formatGrams(pool.goldAmount),
  totalCost: formatMoney(pool.totalCost, pool.currency),
});

/** A pooled investment (stream `pool-<poolId>`). Its members are streams of their own (see participation.ts). */
export const pool: Aggregate<Pool, PoolCommand, PoolEvent> = {
  type: 'pool',
  stateVersion: 1,
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
      status: 'open',
    }),
    PooledInvestmentClosed: (state, { data }) => ({
      ...state,
      status: 'closed',
      totalParticipants: data.totalParticipants,
      totalAmount: moneyFromWire(data.totalAmount, state.currency),
    }),
    BulkGoldPurchased: (state, { data }) => ({
      ...state,
      status: 'purchased',
      goldAmount: gramsFromWire(data.goldAmount),
      totalCost: moneyFromWire(data.totalCost, state.currency),
    }),
    PoolAllocationCompleted: (state) => ({ ...state, status: 'allocated' }),
    PooledInvestmentCancelled: (state) => ({ ...state, status: 'cancelled' }),
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
 * Throws unless the pool takes commitments at `at`: `pool.not-open`, `pool.deadline-passed`. That a commitment stays
 * within the target, and comes before the close, the tally decides in the same transaction.
 */
export const requireOpenForCommitments = (state: Pool, at: string): void => {
  if (state.status !== 'open')
    throw new Refusal('pool.not-open', 'The pool takes no commitments.', { status: state.status });
  if (at >= state.deadline)
    throw new Refusal('pool.deadline-passed', 'The deadline of the pool is over.', {
      deadline: state.deadline,
    });
};
