import type { AttributeValue, Item } from './attribute-value.ts';
import { consumedCapacity, type ReadMode, readUnits, tableUsage, type Usage } from './capacity.ts';
import { type Engine, meterRead } from './engine.ts';
import { bindExpressions } from './expressions/bind.ts';
import type { Path } from './expressions/grammar.ts';
import { projected } from './expressions/paths.ts';
import { type CommonInput, capacityWanted, refuseLegacy, requiredItem } from './request.ts';
import type { Stored } from './store.ts';
import { checkKey, itemKey, type Table } from './table.ts';

/** The members of GetItem, and of `Get` in a transaction. */
export interface GetInput extends CommonInput {
  readonly Key?: Readonly<Record<string, AttributeValue>>;
  readonly ConsistentRead?: boolean;
}

/** A read of one item, its request checked. */
export interface ItemRead {
  readonly table: Table;
  readonly key: Buffer;
  readonly projection: readonly Path[] | undefined;
}

/** Checks a read by key. Throws ValidationException or ResourceNotFoundException. */
export const itemRead = (engine: Engine, input: GetInput): ItemRead => {
  refuseLegacy(input);
  const keys = requiredItem('key', input.Key);
  const { projection } = bindExpressions(input, ['ProjectionExpression']);
  const table = engine.tableOf(input.TableName);
  checkKey(table, keys);
  return { table, key: itemKey(table, keys), projection };
};

export const fetchItem = (engine: Engine, { table, key }: ItemRead): Stored | undefined =>
  engine.store.get(table.id, key);

/** What a reader sees of a stored item. */
export const shownItem = ({ projection }: ItemRead, stored: Stored): Item =>
  projection === undefined ? stored.item() : projected(stored.item(), projection);

/** Units of reading one item (or of finding none). */
export const itemUsage = (stored: Stored | undefined, mode: ReadMode): Usage =>
  tableUsage(readUnits(stored?.size ?? 0, mode));

export const getItem = (engine: Engine, input: GetInput) => {
  const wanted = capacityWanted(input);
  const read = itemRead(engine, input);
  const stored = fetchItem(engine, read);
  const usage = itemUsage(stored, input.ConsistentRead === true ? 'strong' : 'eventual');
  meterRead(engine, read.table, usage);
  return {
    ...(stored && { Item: shownItem(read, stored) }),
    ...(wanted !== 'NONE' && {
      ConsumedCapacity: consumedCapacity(read.table.name, usage, wanted),
    }),
  };
};
