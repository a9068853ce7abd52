import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { ProjectionName } from '../../domain/shared/names.ts';
import { inParts } from '../../domain/shared/parts.ts';
import { required } from './env.ts';
import { log } from './log.ts';
import { consumer, type Published } from './messages.ts';
import type { ReadTable, RowWrite } from './read-table.ts';
import { setCells, toItem, updateRow } from './rows.ts';
import { dynamo } from './store/client.ts';

/** So often an instance says how far behind it is: often enough for people, and for next to nothing. */
const toldEveryMs = 60_000;
/** An import of prices writes hundreds of rows. */
const writesAtOnce = 25;

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

/** Answers whether the row now reflects the write's version. Late, it adds only what holds for ever. */
const writeRow = async (table: string, write: RowWrite): Promise<boolean> => {
  const { key, cells, order, lasting } = write;
  const isNews = await updateRow(table, key, { ...lasting, ...cells }, order);
  if (!isNews && lasting !== undefined) await setCells(table, key, lasting);
  return isNews;
};

/** Answers whether a row now reflects its write. */
const writeAll = async (table: string, writes: readonly RowWrite[]): Promise<boolean> => {
  const news: boolean[] = [];
  for (const some of inParts(writes, writesAtOnce))
    news.push(...(await Promise.all(some.map((write) => writeRow(table, write)))));
  return news.includes(true);
};

/**
 * A consumer that keeps a read table, and says now and then how long an event takes to reach it. `tellPeople` is called
 * after an event that says something of the table, with whether a row now reflects it and with what it says; a rebuild
 * never calls it.
 */
export const projection = (
  name: ProjectionName,
  readTable: ReadTable,
  tellPeople?: (event: Published, isNews: boolean, writes: readonly RowWrite[]) => Promise<void>,
) => {
  let slowestMs = 0;
  const consume = consumer(name, async (event) => {
    const writes = readTable.writesOf(event);
    if (writes.length > 0) {
      const isNews = await writeAll(readTable.table(), writes);
      await tellPeople?.(event, isNews, writes);
    }
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
