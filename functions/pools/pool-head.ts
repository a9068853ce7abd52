import { pool, requireOpenForCommitments } from '../../domain/pools/pool.ts';
import type { Pool } from '../../domain/pools/state.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { poolStream } from '../shared/wallet-ids.ts';

/** A pool as it is now. Throws `pool.unknown`. */
export const loadPool = async (poolId: string, consistent = true): Promise<Pool> => {
  const { state } = await loadHead(pool, poolStream(poolId), consistent);
  if (state.status === 'none') throw new Refusal('pool.unknown', 'There is no such pool.');
  return state;
};

/** A pool that takes commitments at `at`; a "no" is believed only of a strongly read one. */
export const loadOpenPool = async (poolId: string, at: string): Promise<Pool> => {
  const { state } = await loadHead(pool, poolStream(poolId));
  try {
    requireOpenForCommitments(state, at);
    return state;
  } catch {
    const current = await loadPool(poolId);
    requireOpenForCommitments(current, at);
    return current;
  }
};
