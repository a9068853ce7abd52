import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { required } from '../shared/env.ts';
import { Id, InstantText, listOf, named, pageOf, Version } from '../shared/http/answers.ts';
import { Cursor, cursorOf, Limit, sortKeyOf } from '../shared/http/cursor.ts';
import { query } from '../shared/http/endpoint.ts';
import { toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';

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

/** Where a page of the index ended: its own key and the table's, whose id ends the sort key. */
const placeOf = (status: string, cursor: string) => {
  const sk = sortKeyOf(cursor);
  return { status: { S: status }, sk: { S: sk }, caseId: { S: sk.slice(sk.indexOf('#') + 1) } };
};

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
    const { Items = [], LastEvaluatedKey } = await dynamo.send(
      new QueryCommand({
        TableName: required('casesTable'),
        IndexName: 'byStatus',
        KeyConditionExpression: '#status = :status',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':status': { S: status } },
        Limit: limit,
        ...(cursor === undefined ? {} : { ExclusiveStartKey: placeOf(status, cursor) }),
      }),
    );
    return {
      items: Items.map((item) => toRow<CaseRow>(item)).map(({ sk: _sort, ...row }) => row),
      nextCursor: cursorOf(LastEvaluatedKey, 'sk') ?? null,
    };
  },
});
