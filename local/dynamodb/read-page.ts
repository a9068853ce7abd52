import type { AttributeValue, Item } from './attribute-value.ts';
import { consumedCapacity, type IndexUsage, readUnits, type Usage } from './capacity.ts';
import { checkedItem } from './checked-value.ts';
import { type Engine, meterRead } from './engine.ts';
import { invalidParameter, validation } from './errors.ts';
import type { Expressions } from './expressions/bind.ts';
import { projected } from './expressions/paths.ts';
import { itemSize } from './item-size.ts';
import { after, type KeyRange } from './key-codec.ts';
import { type CommonInput, capacityWanted, oneOf } from './request.ts';
import type { Stored } from './store.ts';
import { allKeyNames, type Index, indexKey, itemKey, projectionOf, type Table } from './table.ts';

/** The members that Query and Scan share. */
export interface PageInput extends CommonInput {
  readonly IndexName?: string;
  readonly Limit?: number;
  readonly Select?: string;
  readonly ConsistentRead?: boolean;
  readonly ExclusiveStartKey?: Readonly<Record<string, AttributeValue>>;
}

/** What is walked: a table, or one of its indexes. */
export interface Source {
  readonly table: Table;
  readonly index: Index | undefined;
}

/** A page to read. */
export interface PageRequest {
  readonly source: Source;
  readonly range: KeyRange;
  readonly forward: boolean;
  readonly expressions: Expressions;
}

/**
 * A page ends with the item that reaches 1 MB, which is why a full page of small items costs 128.5 units.
 * Source: Amazon DynamoDB Developer Guide, "Paginating table query results".
 */
const maxPageBytes = 1024 * 1024;

/** The table or index that a request names. Throws ValidationException or ResourceNotFoundException. */
export const sourceOf = (engine: Engine, input: PageInput): Source => {
  const table = engine.tableOf(input.TableName);
  if (input.IndexName === undefined) return { table, index: undefined };
  const index = table.indexes.find(({ name }) => name === input.IndexName);
  if (index === undefined) {
    throw validation(`The table does not have the specified index: ${input.IndexName}`);
  }
  if (index.kind === 'global' && input.ConsistentRead === true) {
    throw validation('Consistent reads are not supported on global secondary indexes');
  }
  return { table, index };
};

type Select = 'ALL_ATTRIBUTES' | 'ALL_PROJECTED_ATTRIBUTES' | 'SPECIFIC_ATTRIBUTES' | 'COUNT';

const selectOf = (input: PageInput, { index }: Source): Select => {
  const otherwise = index === undefined ? 'ALL_ATTRIBUTES' : 'ALL_PROJECTED_ATTRIBUTES';
  const asked = input.ProjectionExpression === undefined ? otherwise : 'SPECIFIC_ATTRIBUTES';
  const select = oneOf<Select>('select', input.Select ?? asked, [
    'ALL_ATTRIBUTES',
    'ALL_PROJECTED_ATTRIBUTES',
    'SPECIFIC_ATTRIBUTES',
    'COUNT',
  ]);
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && index === undefined) {
    throw invalidParameter(
      'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    );
  }
  if (input.ProjectionExpression !== undefined && select !== 'SPECIFIC_ATTRIBUTES') {
    throw validation(
      `Cannot specify the ProjectionExpression when choosing to get ${select === 'COUNT' ? 'only the Count' : select}`,
    );
  }
  if (select === 'SPECIFIC_ATTRIBUTES' && input.ProjectionExpression === undefined) {
    throw invalidParameter(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (select === 'ALL_ATTRIBUTES' && index?.kind === 'global' && index.projected !== undefined) {
    throw invalidParameter(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  return select;
};

const limitOf = ({ Limit }: PageInput): number => {
  if (Limit === undefined || Limit === null) return Number.POSITIVE_INFINITY;
  if (Limit < 1) {
    throw validation(
      `1 validation error detected: Value '${Limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`,
    );
  }
  return Limit;
};

const keyIn = ({ table, index }: Source, item: Item): Buffer | undefined =>
  index === undefined ? itemKey(table, item) : indexKey(table, index, item);

/** The rest of `range` after the item that ExclusiveStartKey names. Throws ValidationException. */
const resumed = (input: PageInput, { source, range, forward }: PageRequest): KeyRange => {
  if (input.ExclusiveStartKey === undefined || input.ExclusiveStartKey === null) return range;
  const start = checkedItem(input.ExclusiveStartKey);
  const { table, index } = source;
  const names = allKeyNames(table, index);
  const types = [table.partition, table.sort, index?.partition, index?.sort];
  const fits =
    Object.keys(start).length === names.length &&
    types.every((key) => key === undefined || start[key.name]?.[key.type] !== undefined);
  const key = fits ? keyIn(source, start) : undefined;
  if (key === undefined) {
    throw validation(
      'The provided starting key is invalid: The provided key element does not match the schema',
    );
  }
  if (key.compare(range.from) < 0 || key.compare(range.to) >= 0) {
    throw validation(
      'The provided starting key is outside query boundaries based on provided conditions',
    );
  }
  return forward ? { from: after(key), to: range.to } : { from: range.from, to: key };
};

interface Page {
  readonly items: readonly Item[];
  readonly scanned: number;
  /** Bytes of what was read in the table or index. */
  readonly bytes: number;
  /** Further units for whole items fetched from the table behind a local index. */
  readonly fetchedBytes: readonly number[];
  readonly last: Item | undefined;
}

const lastKey = ({ table, index }: Source, item: Item): Item => {
  const key: Record<string, AttributeValue> = {};
  for (const name of allKeyNames(table, index)) key[name] = item[name] as AttributeValue;
  return key;
};

/** Whether a local index must ask its table for attributes that it does not hold. */
const fetchesFrom = ({ index }: Source, select: Select, expressions: Expressions): boolean => {
  if (index?.kind !== 'local' || index.projected === undefined) return false;
  if (select === 'ALL_ATTRIBUTES') return true;
  const heads = [
    ...(expressions.projection ?? []).map(([head]) => head),
    ...(expressions.filter?.heads ?? []),
  ];
  return heads.some((head) => !index.projected?.includes(head));
};

const readPage = (
  engine: Engine,
  request: PageRequest,
  options: { readonly range: KeyRange; readonly limit: number; readonly select: Select },
): Page => {
  const { source, forward, expressions } = request;
  const { index, table } = source;
  const { range, limit, select } = options;
  const fetches = fetchesFrom(source, select, expressions);
  const visible = (stored: Stored): Item =>
    index === undefined || fetches ? stored.item() : projectionOf(index, stored.item());
  const items: Item[] = [];
  const fetchedBytes: number[] = [];
  let bytes = 0;
  let scanned = 0;
  let final: Stored | undefined;
  const walk = engine.store.walk(
    index === undefined ? 'table' : 'index',
    index?.id ?? table.id,
    { range, forward },
    limit,
  );
  let more = false;
  for (const stored of walk) {
    const size =
      index?.projected === undefined ? stored.size : itemSize(projectionOf(index, stored.item()));
    bytes += size;
    scanned++;
    final = stored;
    if (fetches) fetchedBytes.push(stored.size);
    const item = visible(stored);
    if (expressions.filter?.holds(item, expressions.values) !== false) items.push(item);
    more = scanned === limit || bytes >= maxPageBytes;
    if (more) break;
  }
  const last = more && final !== undefined ? lastKey(source, final.item()) : undefined;
  return { items, scanned, bytes, fetchedBytes, last };
};

const usageOf = ({ index }: Source, page: Page, strong: boolean): Usage => {
  const mode = strong ? 'strong' : 'eventual';
  const units = readUnits(page.bytes, mode);
  if (index === undefined) return { table: units, indexes: new Map() };
  const fetched = page.fetchedBytes.reduce((sum, bytes) => sum + readUnits(bytes, mode), 0);
  const usage: [string, IndexUsage] = [index.name, { kind: index.kind, units }];
  return { table: fetched, indexes: new Map([usage]) };
};

/** Reads one page, meters it and answers as Query and Scan do. Throws ValidationException. */
export const answerPage = (engine: Engine, input: PageInput, request: PageRequest) => {
  const { source, expressions } = request;
  const wanted = capacityWanted(input);
  const select = selectOf(input, source);
  const range = resumed(input, request);
  const page = readPage(engine, request, { range, limit: limitOf(input), select });
  const usage = usageOf(source, page, input.ConsistentRead === true);
  meterRead(engine, source.table, usage);
  const { projection } = expressions;
  return {
    ...(select !== 'COUNT' && {
      Items: projection ? page.items.map((item) => projected(item, projection)) : page.items,
    }),
    Count: page.items.length,
    ScannedCount: page.scanned,
    ...(page.last && { LastEvaluatedKey: page.last }),
    ...(wanted !== 'NONE' && {
      ConsumedCapacity: consumedCapacity(source.table.name, usage, wanted),
    }),
  };
};
