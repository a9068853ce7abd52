import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../domain/shared/refusal.ts';
import { required } from '../shared/env.ts';
import { type Row, toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';

/** A transaction as customers see it: without the keys of the table. */
export const shownTransaction = ({ walletId: _wallet, sk: _sort, ...row }: Row): Row => row;

/** One transaction of a wallet, by its id. Throws `deposit.unknown`-like 404 when the wallet has none of that id. */
export const transactionOf = async (walletId: string, transactionId: string): Promise<Row> => {
  const { Items } = await dynamo.send(
    new QueryCommand({
      TableName: required('transactionHistoryTable'),
      IndexName: 'byId',
      KeyConditionExpression: 'walletId = :wallet AND transactionId = :id',
      ExpressionAttributeValues: { ':wallet': { S: walletId }, ':id': { S: transactionId } },
      Limit: 1,
    }),
  );
  const item = Items?.[0];
  if (item === undefined)
    throw new Refusal('transaction.unknown', 'This wallet has no such transaction.');
  return toRow(item);
};
