import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { formatDay, instantFromWire, msPerDay } from '../../domain/shared/time.ts';
import { bank } from '../shared/bank/bank.ts';
import { BankError } from '../shared/bank/bank-error.ts';
import { required } from '../shared/env.ts';
import { log, metric, setLogContext } from '../shared/log.ts';
import { type Row, toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';
import type { Cause } from '../shared/store/types.ts';
import { newId } from '../shared/uuid.ts';
import { readStatements } from './camt053.ts';
import { takeIn } from './take-in.ts';

/** A statement that was late is fetched for so long. */
const daysBackMax = 7;

/** The day that a statement ends with; undefined where it came before that day was over, and has only a part of it. */
const wholeDayOf = ({ to, receivedAt }: Row): string | undefined => {
  const day = formatDay(Math.floor((instantFromWire(`${to}`) - 1) / msPerDay));
  return `${receivedAt}`.slice(0, 10) > day ? day : undefined;
};

/** As many of a day that was not over may be newer than the last of a whole one. */
const partsMax = 50;

/** The day until which the account's statements are here, or undefined; of a day that was not over, it is not. */
const lastDay = async (): Promise<string | undefined> => {
  const { Items } = await dynamo.send(
    new QueryCommand({
      TableName: required('reconciliationsTable'),
      KeyConditionExpression: 'currency = :currency',
      ExpressionAttributeValues: { ':currency': { S: required('currency') } },
      ScanIndexForward: false,
      Limit: partsMax,
      ConsistentRead: true,
    }),
  );
  return (Items ?? []).map((item) => wholeDayOf(toRow(item))).find((day) => day !== undefined);
};

/** The days that are over and whose statement is not here, oldest first; at first, yesterday alone. */
const daysMissing = async (nowMs: number): Promise<readonly string[]> => {
  const today = Math.floor(nowMs / msPerDay);
  const last = await lastDay();
  const back = last === undefined ? 1 : daysBackMax;
  return Array.from({ length: back }, (_, index) => formatDay(today - back + index)).filter(
    (day) => last === undefined || day > last,
  );
};

/** Whether the bank had the day's statement. Its silence is for the next hour's try. */
const fetchDay = async (day: string, cause: Cause): Promise<boolean> => {
  try {
    const text = await bank.statement(day);
    if (text === undefined) return false;
    for (const statement of readStatements(text))
      await takeIn(statement, { source: 'bank', receivedBy: 'system', cause });
    return true;
  } catch (error) {
    if (!(error instanceof BankError)) throw error;
    log.warn('the bank gave no statement', { day, reason: error.reason });
    return false;
  }
};

/** Every hour of the early morning: fetches the statements of the days that are over, in their order. */
export const handler = async (): Promise<void> => {
  const at = new Date().toISOString();
  const commandId = newId();
  setLogContext({ correlationId: commandId });
  const cause = {
    commandId,
    correlationId: commandId,
    causationId: commandId,
    userId: 'system',
    at,
  };
  const days = await daysMissing(Date.parse(at));
  for (const [index, day] of days.entries()) {
    if (await fetchDay(day, cause)) continue;
    // The order matters: each statement begins where the one before ended.
    metric('StatementsMissing', days.length - index);
    return;
  }
  metric('StatementsMissing', 0);
};
