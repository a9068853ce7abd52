import * as z from 'zod/mini';
import { participation } from '../../domain/pools/participation.ts';
import { pool } from '../../domain/pools/pool.ts';
import type { Pool } from '../../domain/pools/state.ts';
import { formatMoney } from '../../domain/shared/money.ts';
import { Id, MoneyText, named } from '../shared/http/answers.ts';
import { query } from '../shared/http/endpoint.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { participationStream } from '../shared/wallet-ids.ts';
import { participationIdOf } from './participation-ids.ts';
import { type PoolFacts, PoolView, poolView } from './pool-answers.ts';
import { loadPool } from './pool-head.ts';
import { readTally } from './tally.ts';

/** One's own part; what it brought is the transaction of the same id. */
const OwnParticipation = named(
  'OwnParticipation',
  z.object({
    participationId: Id,
    amount: MoneyText,
    status: z.enum(['committed', 'allocated', 'released']),
  }),
);
type OwnParticipation = z.infer<typeof OwnParticipation>;

const ownIn = async (
  { poolId, status }: Pool,
  userId: string,
): Promise<OwnParticipation | undefined> => {
  const participationId = participationIdOf(poolId, userId);
  const { state } = await loadHead(participation, participationStream(participationId));
  if (state.participationId === '') return undefined;
  return {
    participationId,
    amount: formatMoney(state.amount, state.currency),
    status: status === 'allocated' && state.status === 'committed' ? 'allocated' : state.status,
  };
};

const PoolDetail = named(
  'PoolDetail',
  z.extend(PoolView, { participation: z.optional(OwnParticipation) }),
);

/** One pool, how far it is, and the asker's own part in it. */
export const handler = query({
  schema: z.strictObject({ id: z.uuid() }),
  answer: PoolDetail,
  groups: ['customer', 'operations', 'compliance', 'admin'],
  handle: async ({ actor, parameters: { id } }) => {
    const state = await loadPool(id);
    const [tally, own] = await Promise.all([
      state.status === 'open' ? readTally(state) : undefined,
      ownIn(state, actor.userId),
    ]);
    return {
      ...poolView(pool.publicState(state) as PoolFacts, tally),
      ...(own === undefined ? {} : { participation: own }),
    };
  },
});
