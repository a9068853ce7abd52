import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Movement } from '../../domain/reconciliation/matching.ts';
import { moneyFromWire } from '../../domain/shared/money.ts';
import { formatDay, msPerDay, parseDay } from '../../domain/shared/time.ts';
import { required } from '../shared/env.ts';
import { type Row, toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';

type Key = NonNullable<ConstructorParameters<typeof QueryCommand>[0]['ExclusiveStartKey']>;

async function* rowsIn(pk: string): AsyncGenerator<Row> {
  let start: Key | undefined;
  do {
    const page = await dynamo.send(
      new QueryCommand({
        TableName: required('bankMovementsTable'),
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: pk } },
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    for (const item of page.Items ?? []) yield toRow(item);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

const movementIn = ({ key, amount, currency, at, transactionId, house }: Row): Movement => ({
  key: `${key}`,
  amount: moneyFromWire(`${amount}`, `${currency}`),
  at: `${at}`,
  transactionId: `${transactionId}`,
  house: house === true,
});

/** What our books have under a key, corrections included; undefined when nothing is left of it. */
export const movementOf = async (key: string, currency: string): Promise<Movement | undefined> => {
  let found: Movement | undefined;
  for await (const row of rowsIn(`key#${key}`)) {
    if (row['currency'] !== currency) continue;
    const movement = movementIn(row);
    if (found === undefined) found = movement;
    else found = { ...found, amount: found.amount + movement.amount };
  }
  return found === undefined || found.amount === 0n ? undefined : found;
};

/** Our movements of a currency that we wrote after `after` and until `until` (ISO 8601), oldest day first. */
export const movementsBetween = async (
  currency: string,
  after: string,
  until: string,
): Promise<readonly Movement[]> => {
  const found: Movement[] = [];
  const first = parseDay(after.slice(0, 10)) ?? 0;
  const last = Math.min(parseDay(until.slice(0, 10)) ?? 0, Math.floor(Date.now() / msPerDay));
  for (let day = first; day <= last; day++)
    for await (const row of rowsIn(`day#${currency}#${formatDay(day)}`)) {
      const movement = movementIn(row);
      if (movement.at > after && movement.at <= until) found.push(movement);
    }
  return found;
};
