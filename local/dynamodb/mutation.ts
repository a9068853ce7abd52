import type { AwsError } from '../kernel/service.ts';
import type { Item } from './attribute-value.ts';
import { sameItem } from './attribute-value.ts';
import { doubled, type IndexUsage, tableUsage, type Usage, writeUnits } from './capacity.ts';
import type { Engine } from './engine.ts';
import { validation } from './errors.ts';
import type { Condition, Values } from './expressions/condition.ts';
import { itemSize } from './item-size.ts';
import type { Stored } from './store.ts';
import { type Index, indexKey, projectionOf, type Table } from './table.ts';

/** A write (or a condition check) of one item, its request already checked. */
export interface Mutation {
  readonly kind: 'put' | 'update' | 'delete' | 'check';
  readonly table: Table;
  readonly keys: Item;
  readonly key: Buffer;
  readonly condition: Condition | undefined;
  readonly values: Values;
  /** Whether a failed condition hands back the item (ReturnValuesOnConditionCheckFailure: ALL_OLD). */
  readonly returnsItem: boolean;
  /** The item afterwards; undefined for none. Throws ValidationException where the item does not allow the change. */
  readonly next: (before: Item | undefined) => Item | undefined;
  /** Why the table's schema does not take the request: thrown by a request of its own, a reason of a transaction. */
  readonly problem: AwsError | undefined;
}

/** A mutation looked at against what is stored; nothing is written yet. */
export interface Plan {
  readonly mutation: Mutation;
  readonly before: Stored | undefined;
  readonly holds: boolean;
}

/** A plan whose outcome is computed and within all limits. */
export interface Outcome {
  readonly plan: Plan;
  readonly after: Item | undefined;
  readonly afterSize: number;
}

/** Source: Amazon DynamoDB Developer Guide, "Service quotas". */
export const maxItemBytes = 400 * 1024;

const secondsIn5Years = 5 * 365 * 24 * 3600;

/** Reads the item and tests the condition. */
export const planMutation = ({ store }: Engine, mutation: Mutation): Plan => {
  const { condition, problem, values } = mutation;
  if (problem !== undefined) throw problem;
  const before = store.get(mutation.table.id, mutation.key);
  return {
    mutation,
    before,
    holds: condition === undefined || condition.holds(before?.item() ?? {}, values),
  };
};

/** Computes what a plan leads to. Throws ValidationException. */
export const outcomeOf = (plan: Plan): Outcome => {
  const { mutation, before } = plan;
  const after = mutation.next(before?.item());
  const afterSize = after === undefined ? 0 : itemSize(after);
  if (afterSize > maxItemBytes) {
    const what = mutation.kind === 'update' ? 'Item size to update' : 'Item size';
    throw validation(`${what} has exceeded the maximum allowed size`);
  }
  return { plan, after, afterSize };
};

/**
 * What a write that did not happen costs: as much as if it had.
 * Source: Amazon DynamoDB Developer Guide, "DynamoDB read and write operations".
 */
export const refusedUsage = ({ mutation, before }: Plan): Usage => {
  let attempted = 0;
  try {
    const after = mutation.next(before?.item());
    attempted = after === undefined ? 0 : itemSize(after);
  } catch {
    // An update that the item does not allow has no size of its own.
  }
  return tableUsage(writeUnits(before?.size ?? 0, attempted));
};

const entrySize = (index: Index, item: Item, size: number): number =>
  index.projected === undefined ? size : itemSize(projectionOf(index, item));

interface IndexChange {
  readonly before: Item | undefined;
  readonly beforeSize: number;
  readonly after: Item | undefined;
  readonly afterSize: number;
  readonly id: number;
}

/** Brings one index up to date; the units that it costs, undefined when the index is not touched. */
const changeIndex = (
  { store }: Engine,
  table: Table,
  index: Index,
  change: IndexChange,
): number | undefined => {
  const { before, after } = change;
  const oldKey = before && indexKey(table, index, before);
  const newKey = after && indexKey(table, index, after);
  const oldSize = before && oldKey ? entrySize(index, before, change.beforeSize) : 0;
  const newSize = after && newKey ? entrySize(index, after, change.afterSize) : 0;
  if (before && after && oldKey && newKey?.equals(oldKey)) {
    if (sameItem(projectionOf(index, before), projectionOf(index, after))) return undefined;
    return writeUnits(oldSize, newSize);
  }
  if (oldKey) store.removeEntry(index.id, oldKey);
  if (newKey) store.addEntry(index.id, newKey, change.id);
  if (!oldKey && !newKey) return undefined;
  return (oldKey ? writeUnits(oldSize, 0) : 0) + (newKey ? writeUnits(0, newSize) : 0);
};

const changeIndexes = (engine: Engine, table: Table, change: IndexChange): Usage['indexes'] => {
  const usage = new Map<string, IndexUsage>();
  for (const index of table.indexes) {
    const units = changeIndex(engine, table, index, change);
    if (units !== undefined) usage.set(index.name, { kind: index.kind, units });
  }
  return usage;
};

/** The second at which time to live takes the item; AWS leaves alone what is more than five years past. */
export const expiryOf = (table: Table, item: Item, nowMs: number): number | null => {
  const text = table.ttl === undefined ? undefined : item[table.ttl]?.N;
  if (text === undefined) return null;
  const second = Math.floor(Number(text));
  return second > nowMs / 1000 - secondsIn5Years && second < Number.MAX_SAFE_INTEGER
    ? second
    : null;
};

const storeItem = (engine: Engine, { plan, after, afterSize }: Outcome, text: string): number => {
  const { table, key } = plan.mutation;
  const expires = expiryOf(table, after ?? {}, engine.world.timeline.now());
  if (expires !== null) engine.onExpiry(expires);
  if (plan.before === undefined)
    return engine.store.insert(table.id, key, text, afterSize, expires);
  engine.store.update(plan.before.id, text, afterSize, expires);
  return plan.before.id;
};

const changesNothing = ({ plan, after, afterSize }: Outcome): boolean => {
  const { before } = plan;
  if (before === undefined || after === undefined)
    return before === undefined && after === undefined;
  return before.size === afterSize && sameItem(before.item(), after);
};

/** Writes an outcome: item, index entries, stream record (none when nothing changed). Returns what it cost. */
export const commitOutcome = (engine: Engine, outcome: Outcome): Usage => {
  const { plan, after, afterSize } = outcome;
  const { before, mutation } = plan;
  const { table, keys } = mutation;
  const units = writeUnits(before?.size ?? 0, afterSize);
  if (mutation.kind === 'check' || changesNothing(outcome)) return tableUsage(units);
  engine.world.storage.begin();
  const text = after === undefined ? undefined : JSON.stringify(after);
  const id = text === undefined ? (before?.id ?? 0) : storeItem(engine, outcome, text);
  if (text === undefined) engine.store.remove(id);
  engine.streams.record(table, { keys, before: before?.text, after: text });
  if (table.indexes.length === 0) return tableUsage(units);
  const beforeSize = before?.size ?? 0;
  const change = { before: before?.item(), beforeSize, after, afterSize, id };
  return { table: units, indexes: changeIndexes(engine, table, change) };
};

/** A transaction pays twice for the table and its local indexes; global indexes follow on their own, at the plain price. */
export const transactionUsage = (usage: Usage): Usage => {
  const twice = doubled(usage);
  const indexes = [...twice.indexes].map(([name, index]): [string, IndexUsage] => [
    name,
    index.kind === 'global' ? { ...index, units: index.units / 2 } : index,
  ]);
  return { table: twice.table, indexes: new Map(indexes) };
};
