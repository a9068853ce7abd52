import { named, pageOf } from '../shared/http/answers.ts';
import { query } from '../shared/http/endpoint.ts';
import { PoolsAsked, pageOfPools } from './page-of-pools.ts';
import { PoolRecord, poolRecord } from './pool-answers.ts';
import { progressOf } from './pool-rows.ts';
import { delayOf } from './waits.ts';

const PoolRecords = named('PoolRecords', pageOf(PoolRecord));

/** Pools as operations see them, newest first. */
export const handler = query({
  schema: PoolsAsked,
  answer: PoolRecords,
  groups: ['operations', 'compliance', 'admin'],
  handle: async ({ parameters }) => {
    const { rows, nextCursor } = await pageOfPools(parameters);
    const items = await Promise.all(
      rows.map(async (row) => {
        const delay = row.status === 'closed' ? await delayOf(row.poolId) : undefined;
        return poolRecord(row, await progressOf(row), delay);
      }),
    );
    return { items, nextCursor };
  },
});
