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

const DepositInReview = named(
  'DepositInReview',
  z.object({
    status: z.enum(['review']),
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

/** Deposits that wait for people, oldest first. */
export const handler = query({
  schema: z.strictObject({
    status: z._default(z.enum(['review']), 'review'),
    limit: Limit,
    cursor: Cursor,
  }),
  answer: DepositsInReview,
  groups: ['operations', 'compliance', 'admin'],
  handle: async ({ parameters: { status, limit, cursor } }) => {
    const { Items = [], LastEvaluatedKey } = await dynamo.send(
      new QueryCommand({
        TableName: required('depositReviewsTable'),
        KeyConditionExpression: '#status = :status',
        FilterExpression: '#open = :open',
        ExpressionAttributeNames: { '#status': 'status', '#open': 'open' },
        ExpressionAttributeValues: { ':status': { S: status }, ':open': { BOOL: true } },
        Limit: limit,
        ...(cursor === undefined
          ? {}
          : { ExclusiveStartKey: { status: { S: status }, sk: { S: sortKeyOf(cursor) } } }),
      }),
    );
    return {
      items: Items.map((item) => {
        const {
          sk: _sort,
          open: _open,
          held: _held,
          expiresAt: _expires,
          ...row
        } = toRow<DepositRow>(item);
        return row;
      }),
      nextCursor: cursorOf(LastEvaluatedKey, 'sk') ?? null,
    };
  },
});
