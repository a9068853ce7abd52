import * as z from 'zod/mini';
import { required } from '../shared/env.ts';
import { Cursor, Limit } from '../shared/http/cursor.ts';
import { pageOfRows } from '../shared/page-of-rows.ts';
import { poolShelf } from '../shared/pool-shelf.ts';
import type { PoolRow } from './pool-rows.ts';

const status = z.enum(['open', 'closed', 'purchased', 'allocated', 'cancelled']);

export const PoolsAsked = z.strictObject({
  status: z.optional(status),
  limit: Limit,
  cursor: Cursor,
});

/** Rows of pools, newest first; a page may hold fewer than its limit when a status is asked for. */
export const pageOfPools = ({ status: wanted, limit, cursor }: z.infer<typeof PoolsAsked>) =>
  pageOfRows<PoolRow>({
    table: required('poolsTable'),
    partition: { shelf: poolShelf },
    sortKey: 'poolId',
    newestFirst: true,
    ...(wanted === undefined ? {} : { only: { status: wanted } }),
    limit,
    cursor,
  });
