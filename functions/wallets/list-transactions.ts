import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { Instant } from '../../domain/shared/time.ts';
import { required } from '../shared/env.ts';
import { named, pageOf } from '../shared/http/answers.ts';
import { Cursor, cursorOf, Limit, sortKeyOf } from '../shared/http/cursor.ts';
import { query } from '../shared/http/endpoint.ts';
import { toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';
import { walletIdOf } from '../shared/wallet-ids.ts';
import {
  shownTransaction,
  Transaction,
  type TransactionRow,
  transactionTypes,
} from './transactions.ts';

const Parameters = z.strictObject({
  from: z.optional(Instant),
  to: z.optional(Instant),
  type: z.optional(z.enum(transactionTypes)),
  limit: Limit,
  cursor: Cursor,
});

const Transactions = named('Transactions', pageOf(Transaction));

const sortable = (instant: string) => new Date(instant).toISOString();

/** The wallet's transactions, newest first, in pages; a page may hold fewer than its limit when a type is asked for. */
export const handler = query({
  schema: Parameters,
  answer: Transactions,
  groups: ['customer'],
  handle: async ({ actor, parameters: { from, to, type, limit, cursor } }) => {
    const walletId = walletIdOf(actor.userId);
    const { Items = [], LastEvaluatedKey } = await dynamo.send(
      new QueryCommand({
        TableName: required('transactionHistoryTable'),
        KeyConditionExpression: 'walletId = :wallet AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':wallet': { S: walletId },
          ':from': { S: from === undefined ? '0' : sortable(from) },
          // A row's sort key goes on after the instant, so the end must lie behind all of them.
          ':to': { S: to === undefined ? '9999' : `${sortable(to)}$` },
          ...(type === undefined ? {} : { ':type': { S: type } }),
        },
        ...(type === undefined
          ? {}
          : { FilterExpression: '#type = :type', ExpressionAttributeNames: { '#type': 'type' } }),
        ScanIndexForward: false,
        Limit: limit,
        ...(cursor === undefined
          ? {}
          : { ExclusiveStartKey: { walletId: { S: walletId }, sk: { S: sortKeyOf(cursor) } } }),
      }),
    );
    return {
      items: Items.map((item) => shownTransaction(toRow<TransactionRow>(item))),
      nextCursor: cursorOf(LastEvaluatedKey, 'sk'),
    };
  },
});
