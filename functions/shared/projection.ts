import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { ProjectionName } from '../../domain/shared/names.ts';
import { required } from './env.ts';
import { log } from './log.ts';
import { consumer, type Published } from './messages.ts';
import { toItem } from './rows.ts';
import { dynamo } from './store/client.ts';

/** So often an instance says how far behind it is: often enough for people, and for next to nothing. */
const toldEveryMs = 60_000;

const tell = async (name: ProjectionName, lagMs: number): Promise<void> => {
  try {
    await dynamo.send(
      new PutItemCommand({
        TableName: required('projectionHealthTable'),
        Item: toItem({ projection: name, lagMs, measuredAt: new Date().toISOString() }),
      }),
    );
  } catch (error) {
    // The rows are written; that nobody hears how fast is no reason to write them again.
    log.error('a projection could not tell its lag', error, { projection: name });
  }
};

/** A consumer that keeps a read table, and says now and then how long an event takes to reach it. */
export const projection = (name: ProjectionName, handle: (event: Published) => Promise<void>) => {
  let slowestMs = 0;
  const consume = consumer(name, async (event) => {
    await handle(event);
    slowestMs = Math.max(slowestMs, Date.now() - Date.parse(event.timestamp));
  });
  let toldAtMs = Number.NEGATIVE_INFINITY;
  return async (batch: SQSEvent): Promise<SQSBatchResponse> => {
    const answer = await consume(batch);
    if (Date.now() - toldAtMs >= toldEveryMs) {
      toldAtMs = Date.now();
      await tell(name, slowestMs);
      slowestMs = 0;
    }
    return answer;
  };
};
