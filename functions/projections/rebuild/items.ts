import { type AttributeValue, BatchGetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { inParts } from '../../../domain/shared/parts.ts';
import { jitteredDelayMs, pause } from '../../shared/pause.ts';
import type { ReadTable } from '../../shared/read-table.ts';
import { dynamo } from '../../shared/store/client.ts';
import { type Item, nameOfItem } from './settle.ts';

/** The most that one call takes. */
const rowsPerCall = 100;
const callsAtOnce = 4;
const rowsPerPage = 1_000;
const triesMax = 8;

type Key = Readonly<Record<string, AttributeValue>>;

const called = async (readTable: ReadTable, wanted: readonly Key[]): Promise<readonly Item[]> => {
  const found: Item[] = [];
  const table = readTable.table();
  let keys: readonly Key[] = wanted;
  for (let attempt = 0; keys.length > 0; attempt++) {
    if (attempt === triesMax) throw new Error('a table does not answer for all its rows');
    if (attempt > 0) await pause(jitteredDelayMs(attempt, 20, 1_000));
    const { Responses, UnprocessedKeys } = await dynamo.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: [...keys] } } }),
    );
    found.push(...(Responses?.[table] ?? []));
    keys = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return found;
};

/** What a table has under some keys, by the rows' names; eventually consistent, at half the price. */
export const itemsFor = async (
  readTable: ReadTable,
  keys: readonly Key[],
): Promise<ReadonlyMap<string, Item>> => {
  const found = new Map<string, Item>();
  for (const calls of inParts(inParts(keys, rowsPerCall), callsAtOnce))
    for (const item of (await Promise.all(calls.map((call) => called(readTable, call)))).flat())
      found.set(nameOfItem(readTable, item), item);
  return found;
};

/** Some rows of a read table by their keys, with what tells their age, and behind which key to go on. */
export interface RowPage {
  readonly items: readonly Item[];
  readonly next: Record<string, AttributeValue> | undefined;
}

/** A page of one part of a read table. */
export const pageOfRows = async (
  readTable: ReadTable,
  part: { readonly segment: number; readonly segments: number },
  after: Record<string, AttributeValue> | undefined,
): Promise<RowPage> => {
  const { key, time = 'expiresAt' } = readTable;
  const columns = [...new Set([...key, time, 'expiresAt'])];
  const { Items = [], LastEvaluatedKey } = await dynamo.send(
    new ScanCommand({
      TableName: readTable.table(),
      Segment: part.segment,
      TotalSegments: part.segments,
      Limit: rowsPerPage,
      ProjectionExpression: columns.map((_, at) => `#c${at}`).join(', '),
      ExpressionAttributeNames: Object.fromEntries(columns.map((name, at) => [`#c${at}`, name])),
      ...(after === undefined ? {} : { ExclusiveStartKey: after }),
    }),
  );
  return { items: Items, next: LastEvaluatedKey };
};
