import { type Aggregate, decideBy } from '../shared/decider.ts';
import { Refusal } from '../shared/refusal.ts';
import type { PoolCommand } from './commands.ts';
import type { PoolEvent } from './events.ts';
import { poolFolding } from './folding.ts';
import { concludePayment, orderPayment } from './payment.ts';
import {
  bulkPurchase,
  cancelPool,
  closePool,
  completeAllocation,
  openPool,
  requirePool,
} from './rules.ts';
import type { Pool } from './state.ts';

/** A pooled investment (stream `pool-<poolId>`). Its members are streams of their own (see participation.ts). */
export const pool: Aggregate<Pool, PoolCommand, PoolEvent> = {
  ...poolFolding,
  decide: decideBy<Pool, PoolCommand, PoolEvent>({
    OpenPool: openPool,
    ClosePool: closePool,
    RecordBulkPurchase: bulkPurchase,
    OrderBulkPayment: orderPayment,
    ConcludeBulkPayment: concludePayment,
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
