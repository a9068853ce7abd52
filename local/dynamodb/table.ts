import type { AttributeValue, Item } from './attribute-value.ts';
import type { IndexDefinition, KeyAttribute, TableDefinition } from './definition.ts';
import { invalidParameter, validation } from './errors.ts';
import { partBytes, partitionBytes } from './key-codec.ts';

/** A secondary index and its number in storage. */
export interface Index extends IndexDefinition {
  readonly id: number;
  /** Names of the projected attributes; undefined for all. */
  readonly projected: readonly string[] | undefined;
}

/** A table and its number in storage. */
export interface Table extends Omit<TableDefinition, 'indexes'> {
  readonly id: number;
  readonly arn: string;
  readonly indexes: readonly Index[];
  readonly keyNames: readonly string[];
}

/** Source: Amazon DynamoDB Developer Guide, "Service quotas": bytes of a partition and of a sort key. */
const maxPartitionKeyBytes = 2048;
const maxSortKeyBytes = 1024;

const keyBytesOf = (value: AttributeValue): number =>
  value.S === undefined ? Buffer.byteLength(value.B ?? '', 'base64') : Buffer.byteLength(value.S);

const checkKeyValue = (
  key: KeyAttribute,
  value: AttributeValue,
  maxBytes: number,
  tooLong: string,
): void => {
  if (value.N !== undefined) return;
  const size = keyBytesOf(value);
  if (size > maxBytes) throw invalidParameter(tooLong);
  if (size > 0) return;
  const kind = key.type === 'S' ? 'string' : 'binary';
  throw validation(
    `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${key.name}`,
  );
};

const checkKeyValues = (table: Table, keys: Item): void => {
  const { partition, sort } = table;
  checkKeyValue(
    partition,
    keys[partition.name] as AttributeValue,
    maxPartitionKeyBytes,
    'Size of hashkey has exceeded the maximum size limit of2048 bytes',
  );
  if (sort === undefined) return;
  checkKeyValue(
    sort,
    keys[sort.name] as AttributeValue,
    maxSortKeyBytes,
    'Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
  );
};

const keyAttributes = ({ partition, sort }: Pick<TableDefinition, 'partition' | 'sort'>) =>
  sort === undefined ? [partition] : [partition, sort];

/** Checks the `Key` of a request: exactly the key attributes, of their types. Throws ValidationException. */
export const checkKey = (table: Table, key: Item): void => {
  const attributes = keyAttributes(table);
  const fits =
    Object.keys(key).length === attributes.length &&
    attributes.every(({ name, type }) => key[name]?.[type] !== undefined);
  if (!fits) throw validation('The provided key element does not match the schema');
  checkKeyValues(table, key);
};

/** Checks that a whole item carries the table's key and no index key of a wrong type. Throws ValidationException. */
export const checkItemKeys = (table: Table, item: Item): void => {
  for (const { name, type } of keyAttributes(table)) {
    const value = item[name];
    if (value === undefined) throw invalidParameter(`Missing the key ${name} in the item`);
    if (value[type] === undefined) {
      throw invalidParameter(
        `Type mismatch for key ${name} expected: ${type} actual: ${Object.keys(value)[0]}`,
      );
    }
  }
  checkKeyValues(table, item);
  checkIndexKeys(table, item);
};

/** Checks the index keys that an item carries. Throws ValidationException. */
export const checkIndexKeys = (table: Table, item: Item): void => {
  for (const index of table.indexes) {
    for (const { name, type } of keyAttributes(index)) {
      const value = item[name];
      if (value === undefined || table.keyNames.includes(name)) continue;
      if (value[type] === undefined) {
        throw invalidParameter(
          `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${Object.keys(value)[0]} IndexName: ${index.name}`,
        );
      }
      if (type !== 'N' && keyBytesOf(value) === 0) {
        const kind = type === 'S' ? 'string' : 'binary';
        throw validation(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${kind} value. IndexName: ${index.name}, IndexKey: ${name}`,
        );
      }
    }
  }
};

/** Only the key attributes of an item. */
export const keysOf = (table: Table, item: Item): Item => {
  const keys: Record<string, AttributeValue> = {};
  for (const name of table.keyNames) keys[name] = item[name] as AttributeValue;
  return keys;
};

/** Where an item lies in its table. */
export const itemKey = (table: Table, item: Item): Buffer => {
  const partition = partitionBytes(item[table.partition.name] as AttributeValue);
  if (table.sort === undefined) return partition;
  return Buffer.concat([partition, partBytes(item[table.sort.name] as AttributeValue)]);
};

/** Where an item lies in an index; undefined when it lacks an index key and so is not in it. */
export const indexKey = (table: Table, index: Index, item: Item): Buffer | undefined => {
  const partition = item[index.partition.name];
  const sort = index.sort === undefined ? undefined : item[index.sort.name];
  if (partition === undefined || (index.sort !== undefined && sort === undefined)) return undefined;
  const parts = [partitionBytes(partition)];
  if (sort !== undefined) parts.push(partBytes(sort));
  parts.push(itemKey(table, item));
  return Buffer.concat(parts);
};

/** What an index holds of an item. */
export const projectionOf = (index: Index, item: Item): Item => {
  if (index.projected === undefined) return item;
  const entry: Record<string, AttributeValue> = {};
  for (const name of index.projected) {
    const value = item[name];
    if (value !== undefined) entry[name] = value;
  }
  return entry;
};

/** The names of all key attributes of a table and one of its indexes. */
export const allKeyNames = (table: Table, index: Index | undefined): readonly string[] =>
  index === undefined
    ? table.keyNames
    : [...new Set([...keyAttributes(index).map(({ name }) => name), ...table.keyNames])];

/** Puts a definition together with its numbers in storage. */
export const createTable = (
  definition: TableDefinition,
  options: { readonly id: number; readonly arn: string },
): Table => {
  const keyNames = keyAttributes(definition).map(({ name }) => name);
  const indexes = (definition.indexes ?? []).map((index, at): Index => {
    const keys = [...keyNames, ...keyAttributes(index).map(({ name }) => name)];
    const projected =
      index.projection === 'ALL' ? undefined : [...new Set([...keys, ...(index.included ?? [])])];
    // 20 global and 5 local indexes are AWS's most, so 100 numbers a table are enough.
    return { ...index, id: options.id * 100 + at, projected };
  });
  return { ...definition, ...options, indexes, keyNames };
};
