import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { required } from '../shared/env.ts';
import { named, pageOf } from '../shared/http/answers.ts';
import { Cursor, cursorOf, Limit, sortKeyOf } from '../shared/http/cursor.ts';
import { query } from '../shared/http/endpoint.ts';
import { toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';
import {
  shownForReview,
  WithdrawalForReview,
  withdrawalStatuses,
} from '../shared/withdrawals/rows.ts';

const WithdrawalsForReview = named('WithdrawalsForReview', pageOf(WithdrawalForReview));

/** Where a page of the index ended: its own key and the table's. */
const placeOf = (status: string, cursor: string) => {
  const [walletId = '', sk = ''] = sortKeyOf(cursor).split('|');
  return { status: { S: status }, walletId: { S: walletId }, sk: { S: sk } };
};

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
    const { Items = [], LastEvaluatedKey: last } = await dynamo.send(
      new QueryCommand({
        TableName: required('withdrawalsTable'),
        IndexName: 'byStatus',
        KeyConditionExpression: '#status = :status',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':status': { S: status } },
        Limit: limit,
        ...(cursor === undefined ? {} : { ExclusiveStartKey: placeOf(status, cursor) }),
      }),
    );
    const place = last && { place: { S: `${last['walletId']?.S}|${last['sk']?.S}` } };
    return {
      items: Items.map((item) => shownForReview(toRow(item))),
      nextCursor: cursorOf(place, 'place') ?? null,
    };
  },
});
