import type { PoolCommand } from '../../domain/pools/commands.ts';
import { pool } from '../../domain/pools/pool.ts';
import type { Pool } from '../../domain/pools/state.ts';
import { execute } from '../shared/store/execute.ts';
import type { Cause } from '../shared/store/types.ts';
import { poolStream } from '../shared/wallet-ids.ts';

/** Commands a pool, and answers it as it is then. */
export const changePool = async (
  poolId: string,
  command: Exclude<PoolCommand, { type: 'OpenPool' }>,
  cause: Cause,
): Promise<Pool> => {
  let changed = pool.initialState;
  await execute({
    cause,
    participants: [
      {
        folding: pool,
        stream: poolStream(poolId),
        decide: (state: Pool) => {
          const events = pool.decide(command, state);
          changed = events.reduce(pool.evolve, state);
          return events;
        },
      },
    ],
  });
  return changed;
};
