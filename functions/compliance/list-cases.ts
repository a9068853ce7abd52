import * as z from 'zod/mini';
import { required } from '../shared/env.ts';
import { Id, InstantText, listOf, named, pageOf, Version } from '../shared/http/answers.ts';
import { Cursor, Limit } from '../shared/http/cursor.ts';
import { query } from '../shared/http/endpoint.ts';
import { pageOfRows } from '../shared/page-of-rows.ts';

const ComplianceCase = named(
  'ComplianceCase',
  z.object({
    caseId: Id,
    userId: Id,
    walletId: Id,
    trigger: z.enum(['deposit', 'withdrawal']),
    transactionId: Id,
    rules: listOf(z.string()),
    status: z.enum(['open', 'decided']),
    openedAt: InstantText,
    outcome: z.optional(z.enum(['cleared', 'reported'])),
    note: z.optional(z.string()),
    decidedBy: z.optional(Id),
    decidedAt: z.optional(InstantText),
    version: Version,
  }),
);
const ComplianceCases = named('ComplianceCases', pageOf(ComplianceCase));
type CaseRow = z.infer<typeof ComplianceCase> & { readonly sk: string };

/** Cases that wait for a decision, oldest first, or those that have one. */
export const handler = query({
  schema: z.strictObject({
    status: z._default(z.enum(['open', 'decided']), 'open'),
    limit: Limit,
    cursor: Cursor,
  }),
  answer: ComplianceCases,
  groups: ['compliance', 'admin'],
  handle: async ({ parameters: { status, limit, cursor } }) => {
    const { rows, nextCursor } = await pageOfRows<CaseRow>({
      table: required('casesTable'),
      index: { name: 'byStatus', tableKey: ['caseId'] },
      partition: { status },
      sortKey: 'sk',
      limit,
      cursor,
    });
    return { items: rows.map(({ sk: _sort, ...row }) => row), nextCursor };
  },
});
