import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { Refusal } from '../../domain/shared/refusal.ts';
import { required } from '../shared/env.ts';
import {
  CurrencyText,
  GramsText,
  Id,
  InstantText,
  listOf,
  MoneyText,
  named,
  PriceText,
  Version,
} from '../shared/http/answers.ts';
import { toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';

export const transactionTypes = [
  'deposit',
  'purchase',
  'sale',
  'withdrawal',
  'pool',
  'adjustment',
] as const;

/** A transaction; what it holds beyond its amount depends on its type. */
export const Transaction = named(
  'Transaction',
  z.object({
    transactionId: Id,
    type: z.enum(transactionTypes),
    status: z.string(),
    amount: MoneyText,
    currency: CurrencyText,
    occurredAt: InstantText,
    updatedAt: InstantText,
    version: Version,
    bankReference: z.optional(z.string()),
    grams: z.optional(GramsText),
    pricePerGram: z.optional(PriceText),
    fee: z.optional(MoneyText),
    costBasis: z.optional(MoneyText),
    realisedGain: z.optional(MoneyText),
    certificateNumbers: z.optional(listOf(z.string())),
    confirmationNumber: z.optional(z.string()),
    /** Why an adjustment was made. */
    reason: z.optional(z.string()),
    poolId: z.optional(Id),
    cost: z.optional(MoneyText),
    released: z.optional(MoneyText),
  }),
);
type Transaction = z.infer<typeof Transaction>;

/** A row of the transaction history: a transaction with the keys of the table. */
export type TransactionRow = Transaction & { readonly walletId: string; readonly sk: string };

/** A transaction as customers see it: without the keys of the table. */
export const shownTransaction = ({
  walletId: _wallet,
  sk: _sort,
  ...transaction
}: TransactionRow): Transaction => transaction;

/** One transaction of a wallet, by its id. Throws `deposit.unknown`-like 404 when the wallet has none of that id. */
export const transactionOf = async (
  walletId: string,
  transactionId: string,
): Promise<TransactionRow> => {
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
  return toRow<TransactionRow>(item);
};
