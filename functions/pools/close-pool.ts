import * as z from 'zod/mini';
import type { ClosePool } from '../../domain/pools/commands.ts';
import { pool } from '../../domain/pools/pool.ts';
import { command, noParameters } from '../shared/http/endpoint.ts';
import { changePool } from './change-pool.ts';
import { type PoolFacts, PoolRecord, poolRecord } from './pool-answers.ts';
import { loadPool } from './pool-head.ts';
import { readTally, shutTally, type Tally } from './tally.ts';

const closing = ({ participants, amount }: Tally, at: string): ClosePool => ({
  type: 'ClosePool',
  totalParticipants: participants,
  totalAmount: amount,
  reason: 'operations',
  at,
});

/** Closes a pool before its time; the saga, which hears of it, goes on. */
export const handler = command({
  schema: noParameters,
  path: z.strictObject({ id: z.uuid() }),
  answer: PoolRecord,
  groups: ['operations'],
  status: 200,
  handle: async ({ path: { id }, cause }) => {
    const state = await loadPool(id);
    // Commitments only become more, so what may be closed now may be closed when the tally is shut.
    pool.decide(closing(await readTally(state), cause.at), state);
    const closed = await changePool(id, closing(await shutTally(state), cause.at), cause);
    return poolRecord(pool.publicState(closed) as PoolFacts);
  },
});
