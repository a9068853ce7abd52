import * as z from 'zod/mini';
import type { PoolEvent } from '../../domain/pools/events.ts';
import { pool } from '../../domain/pools/pool.ts';
import type { Pool } from '../../domain/pools/state.ts';
import { amountOf } from '../../domain/shared/money.ts';
import { policy } from '../../domain/shared/policy.ts';
import { formatInstant, Instant, instantFromWire } from '../../domain/shared/time.ts';
import { required } from '../shared/env.ts';
import { command } from '../shared/http/endpoint.ts';
import { onlyCommit } from '../shared/repeated.ts';
import { execute } from '../shared/store/execute.ts';
import { currentEvents } from '../shared/store/history.ts';
import { poolStream } from '../shared/wallet-ids.ts';
import { type PoolFacts, PoolRecord, poolRecord } from './pool-answers.ts';
import { openShards } from './tally.ts';

const PoolOffer = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
  targetAmount: amountOf('EUR'),
  minimumParticipants: z._default(z.int(), policy.pool.minimumParticipants),
  deadline: Instant,
});

/** Opens a pool, and the tally that counts what is committed to it, together. */
export const handler = command({
  schema: PoolOffer,
  answer: PoolRecord,
  groups: ['operations'],
  // Nothing moves yet; but whoever asks again because no answer came must not open a second pool.
  movesMoney: true,
  status: 201,
  handle: async ({ body, actor, cause }) => {
    const poolId = cause.commandId;
    const offer = {
      ...body,
      poolId,
      currency: required('currency'),
      deadline: formatInstant(instantFromWire(body.deadline)),
      openedBy: actor.userId,
      at: cause.at,
    };
    let drafted = pool.initialState;
    const executed = await execute({
      cause,
      idempotent: true,
      participants: [
        {
          folding: pool,
          stream: poolStream(poolId),
          fresh: true,
          decide: (state: Pool) => {
            const events = pool.decide({ type: 'OpenPool', ...offer }, state);
            drafted = events.reduce(pool.evolve, state);
            return events;
          },
        },
      ],
      guards: () => openShards(drafted),
    });
    const events = currentEvents(onlyCommit(executed, cause)) as PoolEvent[];
    const opened = events.reduce(pool.evolve, pool.initialState);
    return poolRecord(pool.publicState(opened) as PoolFacts);
  },
});
