import * as z from 'zod/mini';
import { CurrencyCode } from '../../domain/shared/money.ts';
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

const ReconciliationSummary = named(
  'ReconciliationSummary',
  z.object({
    reconciliationId: Id,
    statementId: z.string(),
    iban: z.string(),
    currency: CurrencyText,
    from: InstantText,
    to: InstantText,
    opening: MoneyText,
    closing: MoneyText,
    lineCount: z.number(),
    source: z.enum(['upload', 'bank']),
    receivedAt: InstantText,
    status: z.enum(['listing', 'listed', 'reconciled', 'balanced']),
    continuous: z.boolean(),
    openingCapital: MoneyText,
    openItemCount: z.number(),
    /** Empty until the books are summed up. */
    difference: z.string(),
    matched: z.number(),
    missingHere: z.number(),
    missingThere: z.number(),
    amountDiffers: z.number(),
    duplicate: z.number(),
    version: Version,
  }),
);
const Reconciliations = named('Reconciliations', pageOf(ReconciliationSummary));
type ReconciliationRow = z.infer<typeof ReconciliationSummary> & { readonly sk: string };

/** Statements of a currency's account, the newest first. */
export const handler = query({
  schema: z.strictObject({
    currency: z.optional(CurrencyCode),
    limit: Limit,
    cursor: Cursor,
  }),
  answer: Reconciliations,
  groups: ['operations', 'compliance', 'admin'],
  handle: async ({ parameters: { currency = required('currency'), limit, cursor } }) => {
    const { rows, nextCursor } = await pageOfRows<ReconciliationRow>({
      table: required('reconciliationsTable'),
      partition: { currency },
      sortKey: 'sk',
      newestFirst: true,
      limit,
      cursor,
    });
    return {
      items: rows.map(({ sk: _sort, ...row }) => row),
      nextCursor,
    };
  },
});
