import { QueryCommand } from '@aws-sdk/client-dynamodb';
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
import { Cursor, cursorOf, Limit, sortKeyOf } from '../shared/http/cursor.ts';
import { query } from '../shared/http/endpoint.ts';
import { toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';

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
    const { Items = [], LastEvaluatedKey } = await dynamo.send(
      new QueryCommand({
        TableName: required('adjustmentsTable'),
        KeyConditionExpression: '#status = :status',
        FilterExpression: '#open = :open',
        ExpressionAttributeNames: { '#status': 'status', '#open': 'open' },
        ExpressionAttributeValues: { ':status': { S: status }, ':open': { BOOL: true } },
        Limit: limit,
        ...(cursor === undefined
          ? {}
          : {
              ExclusiveStartKey: { status: { S: status }, adjustmentId: { S: sortKeyOf(cursor) } },
            }),
      }),
    );
    return {
      items: Items.map((item) => {
        const { open: _open, expiresAt: _expires, ...row } = toRow<AdjustmentRow>(item);
        return row;
      }),
      nextCursor: cursorOf(LastEvaluatedKey, 'adjustmentId') ?? null,
    };
  },
});
