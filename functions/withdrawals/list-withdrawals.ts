import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { required } from '../shared/env.ts';
import { named, pageOf } from '../shared/http/answers.ts';
import { Cursor, cursorOf, Limit, sortKeyOf } from '../shared/http/cursor.ts';
import { query } from '../shared/http/endpoint.ts';
import { toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';
import { walletIdOf } from '../shared/wallet-ids.ts';
import { shownWithdrawal, Withdrawal } from '../shared/withdrawals/rows.ts';

const Withdrawals = named('Withdrawals', pageOf(Withdrawal));

/** The customer's own withdrawals, newest first. */
export const handler = query({
  schema: z.strictObject({ limit: Limit, cursor: Cursor }),
  answer: Withdrawals,
  groups: ['customer'],
  handle: async ({ actor, parameters: { limit, cursor } }) => {
    const walletId = walletIdOf(actor.userId);
    const { Items = [], LastEvaluatedKey } = await dynamo.send(
      new QueryCommand({
        TableName: required('withdrawalsTable'),
        KeyConditionExpression: 'walletId = :wallet',
        ExpressionAttributeValues: { ':wallet': { S: walletId } },
        ScanIndexForward: false,
        Limit: limit,
        ...(cursor === undefined
          ? {}
          : { ExclusiveStartKey: { walletId: { S: walletId }, sk: { S: sortKeyOf(cursor) } } }),
      }),
    );
    return {
      items: Items.map((item) => shownWithdrawal(toRow(item))),
      nextCursor: cursorOf(LastEvaluatedKey, 'sk') ?? null,
    };
  },
});
