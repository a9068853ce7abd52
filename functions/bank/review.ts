import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../domain/shared/refusal.ts';
import { required } from '../shared/env.ts';
import { toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';

/** Where the money lies that waits for people: in a wallet, pending, or with nobody. */
export interface Review {
  readonly source: 'wallet' | 'suspense';
  readonly stream: string;
  /** The bank's id of the transaction. */
  readonly bankReference: string;
}

/**
 * The review of a deposit that people were shown. Whether it is still open, its own stream decides. Throws
 * `deposit.unknown` when no list had it.
 */
export const reviewOf = async (transactionId: string): Promise<Review> => {
  const { Items } = await dynamo.send(
    new QueryCommand({
      TableName: required('depositReviewsTable'),
      IndexName: 'byId',
      KeyConditionExpression: '#status = :status AND transactionId = :id',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': { S: 'review' }, ':id': { S: transactionId } },
      Limit: 1,
    }),
  );
  const item = Items?.[0];
  if (item === undefined)
    throw new Refusal('deposit.unknown', 'No deposit in review has this id.', { transactionId });
  const { source, sourceId, bankReference } = toRow(item);
  return {
    source: source === 'wallet' ? 'wallet' : 'suspense',
    stream: `${source}-${sourceId}`,
    bankReference: `${bankReference}`,
  };
};

/** The same for what has its wallet: throws `deposit.unmatched` for what has none. */
export const walletReviewOf = async (transactionId: string): Promise<Review> => {
  const review = await reviewOf(transactionId);
  if (review.source === 'suspense')
    throw new Refusal('deposit.unmatched', 'This money has no wallet: assign it or return it.');
  return review;
};

/** The same for what has no wallet: throws `deposit.matched` for what has one. */
export const suspenseReviewOf = async (transactionId: string): Promise<Review> => {
  const review = await reviewOf(transactionId);
  if (review.source === 'wallet')
    throw new Refusal('deposit.matched', 'This money has its wallet: confirm or reject it.');
  return review;
};
