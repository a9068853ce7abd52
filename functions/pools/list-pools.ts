import { named, pageOf } from '../shared/http/answers.ts';
import { query } from '../shared/http/endpoint.ts';
import { PoolsAsked, pageOfPools } from './page-of-pools.ts';
import { PoolView, poolView } from './pool-answers.ts';
import { progressOf } from './pool-rows.ts';

const Pools = named('Pools', pageOf(PoolView));

/** Pools, newest first, and how far each is. */
export const handler = query({
  schema: PoolsAsked,
  answer: Pools,
  groups: ['customer', 'operations', 'compliance', 'admin'],
  handle: async ({ parameters }) => {
    const { rows, nextCursor } = await pageOfPools(parameters);
    const items = await Promise.all(rows.map(async (row) => poolView(row, await progressOf(row))));
    return { items, nextCursor };
  },
});
