import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { moneyFromWire } from '../../domain/shared/money.ts';
import { suspenseFolding } from '../../domain/suspense/folding.ts';
import { required } from '../shared/env.ts';
import { type Row, toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';
import { stateUntil } from './state-until.ts';

type Key = NonNullable<ConstructorParameters<typeof QueryCommand>[0]['ExclusiveStartKey']>;

const heldAsOf = async (row: Row, currency: string, asOf: string): Promise<bigint> => {
  if (`${row['at']}` <= asOf)
    return row['held'] === true ? moneyFromWire(`${row['amount']}`, currency) : 0n;
  const state = await stateUntil(suspenseFolding, `suspense-${row['sourceId']}`, asOf);
  const isHeld = state?.status === 'review' || state?.status === 'returning';
  return isHeld ? state.amount : 0n;
};

/** What lay with nobody at an instant (ISO 8601), in minor units: in review, or decided to go back and not paid yet. */
export const suspenseAsOf = async (currency: string, asOf: string): Promise<bigint> => {
  let sum = 0n;
  let start: Key | undefined;
  do {
    const page = await dynamo.send(
      new QueryCommand({
        TableName: required('depositReviewsTable'),
        KeyConditionExpression: '#status = :status',
        FilterExpression: '#source = :suspense AND currency = :currency',
        ExpressionAttributeNames: { '#status': 'status', '#source': 'source' },
        ExpressionAttributeValues: {
          ':status': { S: 'review' },
          ':suspense': { S: 'suspense' },
          ':currency': { S: currency },
        },
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    const rows = (page.Items ?? []).map((item) => toRow(item));
    const amounts = await Promise.all(rows.map((row) => heldAsOf(row, currency, asOf)));
    sum = amounts.reduce((total, amount) => total + amount, sum);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return sum;
};
