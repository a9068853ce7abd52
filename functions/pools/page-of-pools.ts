import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { required } from '../shared/env.ts';
import { Cursor, cursorOf, Limit, sortKeyOf } from '../shared/http/cursor.ts';
import { poolShelf } from '../shared/pool-shelf.ts';
import { toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';
import type { PoolRow } from './pool-rows.ts';

const status = z.enum(['open', 'closed', 'purchased', 'allocated', 'cancelled']);

export const PoolsAsked = z.strictObject({
  status: z.optional(status),
  limit: Limit,
  cursor: Cursor,
});

/** Rows of pools, newest first; a page may hold fewer than its limit when a status is asked for. */
export const pageOfPools = async ({
  status: wanted,
  limit,
  cursor,
}: z.infer<typeof PoolsAsked>): Promise<{
  readonly rows: readonly PoolRow[];
  readonly nextCursor: string | null;
}> => {
  const { Items = [], LastEvaluatedKey } = await dynamo.send(
    new QueryCommand({
      TableName: required('poolsTable'),
      KeyConditionExpression: 'shelf = :shelf',
      ExpressionAttributeValues: {
        ':shelf': { S: poolShelf },
        ...(wanted === undefined ? {} : { ':status': { S: wanted } }),
      },
      ...(wanted === undefined
        ? {}
        : {
            FilterExpression: '#status = :status',
            ExpressionAttributeNames: { '#status': 'status' },
          }),
      ScanIndexForward: false,
      Limit: limit,
      ...(cursor === undefined
        ? {}
        : { ExclusiveStartKey: { shelf: { S: poolShelf }, poolId: { S: sortKeyOf(cursor) } } }),
    }),
  );
  return {
    rows: Items.map((item) => toRow<PoolRow>(item)),
    nextCursor: cursorOf(LastEvaluatedKey, 'poolId') ?? null,
  };
};
