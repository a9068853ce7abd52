import { QueryCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Direction } from '../../domain/alerts/events.ts';
import { required } from '../shared/env.ts';
import { dynamo } from '../shared/store/client.ts';

/** Micro-units per gram as text that sorts as the numbers do; a gram costs less than 10^13 units. */
const digits = 20;
const sortable = (price: bigint): string => `${price}`.padStart(digits, '0');

/** One alert that waits for its price. */
export interface Threshold {
  readonly alertId: string;
  readonly direction: Direction;
  /** Micro-units per gram. */
  readonly threshold: bigint;
  readonly currency: string;
}

const keyOf = ({ alertId, direction, threshold, currency }: Threshold) => ({
  side: { S: `${currency}#${direction}` },
  sk: { S: `${sortable(threshold)}#${alertId}` },
});

/** Puts an alert where a price will find it; written with the event that creates the alert. */
export const waitForPrice = (threshold: Threshold): TransactWriteItem => ({
  Put: {
    TableName: required('alertThresholdsTable'),
    Item: { ...keyOf(threshold), alertId: { S: threshold.alertId } },
  },
});

/** Takes an alert away; written with the event that ends it. */
export const waitNoMore = (threshold: Threshold): TransactWriteItem => ({
  Delete: { TableName: required('alertThresholdsTable'), Key: keyOf(threshold) },
});

/** A move of the price: from one that was recorded to the next. */
export interface Move {
  readonly currency: string;
  readonly previousPrice: bigint;
  readonly price: bigint;
}

/** The direction in which a move passes thresholds, and the first and last of them. */
const passed = ({ previousPrice, price }: Move) =>
  price > previousPrice
    ? { direction: 'above', low: previousPrice + 1n, high: price }
    : { direction: 'below', low: price, high: previousPrice - 1n };

/** Some of the alerts that a move passes, and the place behind them where there may be more. */
interface Passed {
  readonly alertIds: readonly string[];
  readonly last: string | undefined;
}

/**
 * The alerts that a move passes, at most `limit` of them and only those behind `after`: one query between the two
 * prices, which reads what it finds and nothing else, however many wait.
 */
export const passedBy = async (
  move: Move,
  limit: number,
  after: string | undefined,
): Promise<Passed> => {
  const { direction, low, high } = passed(move);
  const side = { S: `${move.currency}#${direction}` };
  const { Items = [], LastEvaluatedKey } = await dynamo.send(
    new QueryCommand({
      TableName: required('alertThresholdsTable'),
      KeyConditionExpression: 'side = :side AND sk BETWEEN :low AND :high',
      ExpressionAttributeValues: {
        ':side': side,
        ':low': { S: `${sortable(low)}#` },
        // Behind every alert of the last threshold.
        ':high': { S: `${sortable(high)}$` },
      },
      // An alert that was created before the price must be found.
      ConsistentRead: true,
      Limit: limit,
      ...(after === undefined ? {} : { ExclusiveStartKey: { side, sk: { S: after } } }),
    }),
  );
  return {
    alertIds: Items.map(({ alertId }) => alertId?.S ?? ''),
    last: LastEvaluatedKey?.['sk']?.S,
  };
};
