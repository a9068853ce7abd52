import * as z from 'zod/mini';
import { pool } from '../../domain/pools/pool.ts';
import { command } from '../shared/http/endpoint.ts';
import { changePool } from './change-pool.ts';
import { type PoolFacts, PoolRecord, poolRecord } from './pool-answers.ts';
import { loadPool } from './pool-head.ts';
import { shutTally } from './tally.ts';

/** Cancels a pool whose gold is not bought; the saga, which hears of it, gives everybody their money back. */
export const handler = command({
  schema: z.strictObject({ reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)) }),
  path: z.strictObject({ id: z.uuid() }),
  answer: PoolRecord,
  groups: ['operations'],
  status: 200,
  handle: async ({ path: { id }, body: { reason }, cause }) => {
    const state = await loadPool(id);
    const cancel = { type: 'CancelPool', reason, at: cause.at } as const;
    pool.decide(cancel, state);
    await shutTally(state);
    const cancelled = await changePool(id, cancel, cause);
    return poolRecord(pool.publicState(cancelled) as PoolFacts);
  },
});
