import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { cursorOf, placeOf } from './http/cursor.ts';
import { type Row, toItem, toRow } from './rows.ts';
import { dynamo } from './store/client.ts';

/** Which rows of a table, and where the page begins and ends. */
export interface PageAsked {
  readonly table: string;
  /** The partition's key, by the attribute's name. */
  readonly partition: Readonly<Record<string, string>>;
  readonly sortKey: string;
  /** A global index to read in place of the table, and what of the table's own key is not in the index's. */
  readonly index?: { readonly name: string; readonly tableKey: readonly string[] };
  readonly newestFirst?: true;
  /** Cells that a row must have; a page may then hold fewer rows than its limit. */
  readonly only?: Row;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** `{ a: 1 }` as an expression whose names may be reserved words: `#a = :a`. */
const equal = (cells: Row): string =>
  Object.keys(cells)
    .map((name) => `#${name} = :${name}`)
    .join(' AND ');

/** One page of a partition, in the order of its sort key. Throws 400 on a cursor that no page gave out. */
export const pageOfRows = async <Known = Row>(
  asked: PageAsked,
): Promise<{ readonly rows: readonly Known[]; readonly nextCursor: string | null }> => {
  const { table, partition, sortKey, index, newestFirst, only = {}, limit, cursor } = asked;
  const placeNames = [sortKey, ...(index?.tableKey ?? [])];
  const cells: Row = { ...partition, ...only };
  const values = Object.entries(toItem(cells)).map(([name, value]) => [`:${name}`, value]);
  const { Items = [], LastEvaluatedKey } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      ...(index === undefined ? {} : { IndexName: index.name }),
      KeyConditionExpression: equal(partition),
      ...(Object.keys(only).length === 0 ? {} : { FilterExpression: equal(only) }),
      ExpressionAttributeNames: Object.fromEntries(
        Object.keys(cells).map((name) => [`#${name}`, name]),
      ),
      ExpressionAttributeValues: Object.fromEntries(values),
      ScanIndexForward: newestFirst !== true,
      Limit: limit,
      ...(cursor === undefined
        ? {}
        : { ExclusiveStartKey: toItem({ ...partition, ...placeOf(cursor, placeNames) }) }),
    }),
  );
  return {
    rows: Items.map((item) => toRow<Known>(item)),
    nextCursor: cursorOf(LastEvaluatedKey, ...placeNames),
  };
};
