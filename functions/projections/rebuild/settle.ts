import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { msPerSecond } from '../../../domain/shared/time.ts';
import { nameOfRow, type ReadTable } from '../../shared/read-table.ts';
import { type Row, toItem } from '../../shared/rows.ts';
import { dynamo } from '../../shared/store/client.ts';
import { rowsOfStreams } from './rows-of-streams.ts';

export type Item = Readonly<Record<string, AttributeValue>>;

/** What was found about a row, and what was done about it. */
export type Finding = 'right' | 'restored' | 'corrected' | 'removed';

const triesMax = 8;

const canonical = (value: AttributeValue | undefined): string =>
  value?.N === undefined ? JSON.stringify(value) : `N${Number(value.N)}`;

/** Whether a table's item says what the events say, no less and no more. */
export const says = (item: Item | undefined, row: Row): boolean => {
  const expected = toItem(row);
  return (
    item !== undefined &&
    Object.keys(item).length === Object.keys(expected).length &&
    Object.entries(expected).every(([name, value]) => canonical(item[name]) === canonical(value))
  );
};

/** What has expired may be there still, or be gone already. */
export const hasExpired = ({ expiresAt }: Row): boolean =>
  typeof expiresAt === 'number' && expiresAt * msPerSecond <= Date.now();

/** The key of a row, as the table takes it. */
export const keyItemOf = (readTable: ReadTable, row: Row): Record<string, AttributeValue> =>
  Object.fromEntries(readTable.key.map((name) => [name, { S: `${row[name]}` }]));

/** That a row is as it was read: whoever writes meanwhile is right, and it is looked at again. */
const asRead = (readTable: ReadTable, item: Item | undefined) => {
  const cells = Object.entries(item ?? {}).filter(([name]) => !readTable.key.includes(name));
  const [partition = ''] = readTable.key;
  if (cells.length === 0)
    return {
      ConditionExpression: item === undefined ? 'attribute_not_exists(#p)' : 'attribute_exists(#p)',
      ExpressionAttributeNames: { '#p': partition },
    };
  return {
    ConditionExpression: cells.map((_, at) => `#c${at} = :c${at}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(cells.map(([name], at) => [`#c${at}`, name])),
    ExpressionAttributeValues: Object.fromEntries(cells.map(([, value], at) => [`:c${at}`, value])),
  };
};

const write = async (
  readTable: ReadTable,
  item: Item | undefined,
  row: Row | undefined,
  key: Record<string, AttributeValue>,
): Promise<boolean> => {
  const condition = { TableName: readTable.table(), ...asRead(readTable, item) };
  try {
    if (row === undefined) await dynamo.send(new DeleteItemCommand({ ...condition, Key: key }));
    else await dynamo.send(new PutItemCommand({ ...condition, Item: toItem(row) }));
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return false;
  }
};

/**
 * Makes a row what the events say of it, whatever it says now; `like` names it, and the streams that it comes from. The
 * row is read before the events, so what is written is never older than what stood there, and only in its place: a
 * projection that writes meanwhile wins, and the row is looked at again.
 */
export const settle = async (readTable: ReadTable, like: Row): Promise<Finding> => {
  const key = keyItemOf(readTable, like);
  const streams = await readTable.streamsOf(like);
  for (let attempt = 0; attempt < triesMax; attempt++) {
    const { Item: item } = await dynamo.send(
      new GetItemCommand({ TableName: readTable.table(), Key: key, ConsistentRead: true }),
    );
    const rows = await rowsOfStreams(readTable, streams);
    const row = rows.get(nameOfRow(readTable, like));
    if (row === undefined ? item === undefined : hasExpired(row) || says(item, row)) return 'right';
    if (!(await write(readTable, item, row, key))) continue;
    if (row === undefined) return 'removed';
    return item === undefined ? 'restored' : 'corrected';
  }
  throw new Error('a row changes faster than it can be checked');
};
