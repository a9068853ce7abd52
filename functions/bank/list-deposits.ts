import * as z from 'zod/mini';
import { required } from '../shared/env.ts';
import {
  CurrencyText,
  Id,
  InstantText,
  MoneyText,
  named,
  pageOf,
  Version,
} from '../shared/http/answers.ts';
import { Cursor, Limit } from '../shared/http/cursor.ts';
import { query } from '../shared/http/endpoint.ts';
import { pageOfRows } from '../shared/page-of-rows.ts';

const DepositInReview = named(
  'DepositInReview',
  z.object({
    status: z.enum(['review', 'returning']),
    transactionId: z.string(),
    amount: MoneyText,
    currency: CurrencyText,
    /** The bank's id of the transaction. */
    bankReference: z.string(),
    reason: z.optional(z.string()),
    /** The wallet whose it is, or whose it seemed to be. */
    walletId: z.optional(Id),
    receivedAt: InstantText,
    at: InstantText,
    source: z.enum(['wallet', 'suspense']),
    sourceId: Id,
    version: Version,
  }),
);
const DepositsInReview = named('DepositsInReview', pageOf(DepositInReview));
type DepositRow = z.infer<typeof DepositInReview> & {
  readonly sk: string;
  readonly open: boolean;
  readonly held: boolean;
  readonly expiresAt: number;
};

/** Deposits that wait for people, or are on their way back to who paid them, oldest first. */
export const handler = query({
  schema: z.strictObject({
    status: z._default(z.enum(['review', 'returning']), 'review'),
    limit: Limit,
    cursor: Cursor,
  }),
  answer: DepositsInReview,
  groups: ['operations', 'compliance', 'admin'],
  handle: async ({ parameters: { status, limit, cursor } }) => {
    const { rows, nextCursor } = await pageOfRows<DepositRow>({
      table: required('depositReviewsTable'),
      partition: { status: 'review' },
      sortKey: 'sk',
      only: status === 'review' ? { open: true } : { open: false, held: true },
      limit,
      cursor,
    });
    return {
      items: rows.map(({ sk: _sort, open: _open, held: _held, expiresAt: _expires, ...row }) => ({
        ...row,
        status,
      })),
      nextCursor,
    };
  },
});
