import {
  type AttributeValue,
  ConditionalCheckFailedException,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { dynamo } from './store/client.ts';

export type Cell = string | number | boolean | readonly string[];
export type Row = Readonly<Record<string, Cell>>;

const toAttribute = (cell: Cell): AttributeValue => {
  if (typeof cell === 'number') return { N: `${cell}` };
  if (typeof cell === 'boolean') return { BOOL: cell };
  return typeof cell === 'string' ? { S: cell } : { L: cell.map((text) => ({ S: text })) };
};

const toCell = (value: AttributeValue): Cell => {
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  return value.S ?? (value.L ?? []).map((item) => item.S ?? '');
};

/** A row as the table stores it. */
export const toItem = (row: Row): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, toAttribute(cell)]));

/** A row as the caller knows that its table's projection writes it. */
export const toRow = <Known = Row>(item: Readonly<Record<string, AttributeValue>>): Known =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, toCell(value)]),
  ) as Row as Known;

export type Key = Readonly<Record<string, string>>;

const keyOf = (key: Key): Record<string, { readonly S: string }> =>
  Object.fromEntries(Object.entries(key).map(([name, text]) => [name, { S: text }]));

const update = (table: string, key: Key, cells: Row) => {
  const entries = Object.entries(cells);
  return {
    TableName: table,
    Key: keyOf(key),
    UpdateExpression: `SET ${entries.map((_, index) => `#c${index} = :c${index}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(
      entries.map(([name], index) => [`#c${index}`, name]),
    ),
    ExpressionAttributeValues: Object.fromEntries(
      entries.map(([, cell], index) => [`:c${index}`, toAttribute(cell)]),
    ),
  };
};

/**
 * Updates a row's cells unless the row already reflects this version or a newer one, so that repeated and late deliveries
 * change nothing. `order` names the number that decides, `version` unless told otherwise. Answers whether the row now
 * reflects this version: written by this call, or by an earlier delivery of the same.
 */
export const updateRow = async (
  table: string,
  key: Key,
  cells: Row,
  order = 'version',
): Promise<boolean> => {
  const at = Object.keys(cells).indexOf(order);
  try {
    await dynamo.send(
      new UpdateItemCommand({
        ...update(table, key, cells),
        ConditionExpression: `attribute_not_exists(#c${at}) OR #c${at} < :c${at}`,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item?.[order]?.N === `${cells[order]}`;
  }
};

/** Sets cells that hold for ever, whatever the row reflects. */
export const setCells = async (table: string, key: Key, cells: Row): Promise<void> => {
  await dynamo.send(new UpdateItemCommand(update(table, key, cells)));
};

/** `updateRow` for those who need not know. */
export const setRow = async (...row: Parameters<typeof updateRow>): Promise<void> => {
  await updateRow(...row);
};

/** One row by its key, eventually consistent. */
export const getRow = async <Known = Row>(table: string, key: Key): Promise<Known | undefined> => {
  const { Item } = await dynamo.send(new GetItemCommand({ TableName: table, Key: keyOf(key) }));
  return Item === undefined ? undefined : toRow<Known>(Item);
};
