import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { msPerSecond } from '../../../domain/shared/time.ts';
import { nameOfRow, type ReadTable } from '../../shared/read-table.ts';
import { type Cell, type Row, toItem } from '../../shared/rows.ts';
import { dynamo } from '../../shared/store/client.ts';
import { rowsOfStreams } from './rows-of-streams.ts';

export type Item = Readonly<Record<string, AttributeValue>>;

/** What was found about a row, and what was done about it. */
export type Finding = 'right' | 'restored' | 'corrected' | 'removed';

const triesMax = 8;

const holds = (value: AttributeValue | undefined, cell: Cell): boolean => {
  if (value === undefined) return false;
  if (typeof cell === 'string') return value.S === cell;
  if (typeof cell === 'number') return value.N !== undefined && Number(value.N) === cell;
  if (typeof cell === 'boolean') return value.BOOL === cell;
  return value.L?.length === cell.length && cell.every((text, at) => value.L?.[at]?.S === text);
};

/** Whether a table's item says what the events say, no less and no more. */
export const says = (item: Item | undefined, row: Row): boolean => {
  if (item === undefined) return false;
  const names = Object.keys(row);
  return (
    Object.keys(item).length === names.length &&
    names.every((name) => holds(item[name], row[name] as Cell))
  );
};

/** What has expired may be there still, or be gone already. */
export const hasExpired = ({ expiresAt }: Row): boolean =>
  typeof expiresAt === 'number' && expiresAt * msPerSecond <= Date.now();

/** The key of a row, as the table takes it. */
export const keyItemOf = (readTable: ReadTable, row: Row): Record<string, AttributeValue> =>
  Object.fromEntries(readTable.key.map((name) => [name, { S: `${row[name]}` }]));

/** The key of a table's item. */
export const keyOfItem = ({ key }: ReadTable, item: Item): Item =>
  Object.fromEntries(key.map((name) => [name, item[name] ?? { S: '' }]));

/** The name of a table's item, the same as that of its row. */
export const nameOfItem = ({ key }: ReadTable, item: Item): string =>
  JSON.stringify(key.map((name) => item[name]?.S));

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

/** Whether an item can say nothing that is newer than the row, though it may say something else. */
const isNoNewer = (item: Item | undefined, { version }: Row): boolean =>
  item === undefined || Number(item['version']?.N) <= Number(version);

/**
 * Puts a row in its place as its only stream makes it, without asking that again: when it is missing, or says something
 * else of the same time or an earlier one. Undefined when it may be right after all, or was written meanwhile.
 */
export const putRight = async (
  readTable: ReadTable,
  item: Item | undefined,
  row: Row,
): Promise<Finding | undefined> => {
  if (readTable.isShared?.(row) || !isNoNewer(item, row)) return undefined;
  if (!(await write(readTable, item, row, keyItemOf(readTable, row)))) return undefined;
  return item === undefined ? 'restored' : 'corrected';
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
    const row = rows.get(nameOfRow(readTable, like))?.row;
    if (row === undefined ? item === undefined : hasExpired(row) || says(item, row)) return 'right';
    if (!(await write(readTable, item, row, key))) continue;
    if (row === undefined) return 'removed';
    return item === undefined ? 'restored' : 'corrected';
  }
  throw new Error('a row changes faster than it can be checked');
};
