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

const OpenAdjustment = named(
  'OpenAdjustment',
  z.object({
    status: z.enum(['open']),
    adjustmentId: Id,
    walletId: Id,
    amount: MoneyText,
    currency: CurrencyText,
    reason: z.string(),
    requestedBy: Id,
    requestedAt: InstantText,
    version: Version,
  }),
);
const OpenAdjustments = named('OpenAdjustments', pageOf(OpenAdjustment));
type AdjustmentRow = z.infer<typeof OpenAdjustment> & {
  readonly open: boolean;
  readonly expiresAt: number;
};

/** Adjustments that wait for a second person; a page may hold fewer than its limit. */
export const handler = query({
  schema: z.strictObject({
    status: z._default(z.enum(['open']), 'open'),
    limit: Limit,
    cursor: Cursor,
  }),
  answer: OpenAdjustments,
  groups: ['operations', 'admin'],
  handle: async ({ parameters: { status, limit, cursor } }) => {
    const { rows, nextCursor } = await pageOfRows<AdjustmentRow>({
      table: required('adjustmentsTable'),
      partition: { status },
      sortKey: 'adjustmentId',
      only: { open: true },
      limit,
      cursor,
    });
    return {
      items: rows.map(({ open: _open, expiresAt: _expires, ...row }) => row),
      nextCursor,
    };
  },
});
