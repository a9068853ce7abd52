import type { ClosePool } from '../../domain/pools/commands.ts';
import type { Pool } from '../../domain/pools/state.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import type { Cause } from '../shared/store/types.ts';
import { changePool } from './change-pool.ts';
import { loadPool } from './pool-head.ts';
import { causeOfStep, Started, sagaStep } from './saga-step.ts';
import { shutTally, type Tally } from './tally.ts';

const closed = async (
  { poolId, targetAmount }: Pool,
  { participants, amount }: Tally,
  cause: Cause,
): Promise<Pool> => {
  const close: ClosePool = {
    type: 'ClosePool',
    totalParticipants: participants,
    totalAmount: amount,
    reason: amount === targetAmount ? 'target' : 'deadline',
    at: cause.at,
  };
  try {
    return await changePool(poolId, close, cause);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'pool.too-few-participants') throw error;
    return changePool(poolId, { type: 'CancelPool', reason: error.code, at: cause.at }, cause);
  }
};

/** Ends the time to commit: lets nobody in any more, and closes the pool, or cancels it when it has too few members. */
export const handler = sagaStep('shut-pool', Started, async (told) => {
  const state = await loadPool(told.poolId);
  const tally = await shutTally(state);
  const { status } =
    state.status === 'open' ? await closed(state, tally, causeOfStep(told, 'shut')) : state;
  return { status };
});
