import * as z from 'zod/mini';
import { required } from '../shared/env.ts';
import { named, pageOf } from '../shared/http/answers.ts';
import { Cursor, Limit } from '../shared/http/cursor.ts';
import { query } from '../shared/http/endpoint.ts';
import { pageOfRows } from '../shared/page-of-rows.ts';
import {
  shownForReview,
  WithdrawalForReview,
  withdrawalStatuses,
} from '../shared/withdrawals/rows.ts';

const WithdrawalsForReview = named('WithdrawalsForReview', pageOf(WithdrawalForReview));

/** Withdrawals of all customers in one status, oldest first: those that wait for people unless told otherwise. */
export const handler = query({
  schema: z.strictObject({
    status: z._default(z.enum(withdrawalStatuses), 'waiting'),
    limit: Limit,
    cursor: Cursor,
  }),
  answer: WithdrawalsForReview,
  groups: ['operations', 'compliance', 'admin'],
  handle: async ({ parameters: { status, limit, cursor } }) => {
    const { rows, nextCursor } = await pageOfRows({
      table: required('withdrawalsTable'),
      index: { name: 'byStatus', tableKey: ['walletId'] },
      partition: { status },
      sortKey: 'sk',
      limit,
      cursor,
    });
    return { items: rows.map(shownForReview), nextCursor };
  },
});
