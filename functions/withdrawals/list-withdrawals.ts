import * as z from 'zod/mini';
import { required } from '../shared/env.ts';
import { named, pageOf } from '../shared/http/answers.ts';
import { Cursor, Limit } from '../shared/http/cursor.ts';
import { query } from '../shared/http/endpoint.ts';
import { pageOfRows } from '../shared/page-of-rows.ts';
import { walletIdOf } from '../shared/wallet-ids.ts';
import { shownWithdrawal, Withdrawal } from '../shared/withdrawals/rows.ts';

const Withdrawals = named('Withdrawals', pageOf(Withdrawal));

/** The customer's own withdrawals, newest first. */
export const handler = query({
  schema: z.strictObject({ limit: Limit, cursor: Cursor }),
  answer: Withdrawals,
  groups: ['customer'],
  handle: async ({ actor, parameters: { limit, cursor } }) => {
    const { rows, nextCursor } = await pageOfRows({
      table: required('withdrawalsTable'),
      partition: { walletId: walletIdOf(actor.userId) },
      sortKey: 'sk',
      newestFirst: true,
      limit,
      cursor,
    });
    return {
      items: rows.map(shownWithdrawal),
      nextCursor,
    };
  },
});
