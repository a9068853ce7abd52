import { AwsError } from '../kernel/service.ts';
import type { AttributeValue, Item } from './attribute-value.ts';
import { consumedCapacity, type Usage } from './capacity.ts';
import { type Engine, meterWrite } from './engine.ts';
import { conditionFailed, invalidParameter, validation } from './errors.ts';
import { bindExpressions } from './expressions/bind.ts';
import { projected } from './expressions/paths.ts';
import type { Update } from './expressions/update.ts';
import { itemSize } from './item-size.ts';
import {
  commitOutcome,
  type Mutation,
  maxItemBytes,
  type Outcome,
  outcomeOf,
  planMutation,
  refusedUsage,
} from './mutation.ts';
import { type CommonInput, capacityWanted, oneOf, refuseLegacy, requiredItem } from './request.ts';
import { checkIndexKeys, checkItemKeys, checkKey, itemKey, keysOf, type Table } from './table.ts';

type RawItem = Readonly<Record<string, AttributeValue>>;

/** The members of PutItem, UpdateItem and DeleteItem, also as they stand in a transaction. */
export interface WriteInput extends CommonInput {
  readonly Item?: RawItem;
  readonly Key?: RawItem;
  readonly ReturnValues?: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

const returnsItem = (input: WriteInput): boolean =>
  oneOf('returnValuesOnConditionCheckFailure', input.ReturnValuesOnConditionCheckFailure, [
    'NONE',
    'ALL_OLD',
  ]) === 'ALL_OLD';

const noKey = Buffer.alloc(0);

/** The place of an item in its table, or why it can have none there. */
const placeOf = (table: Table, item: Item, check: (table: Table, item: Item) => void) => {
  try {
    check(table, item);
  } catch (error) {
    if (error instanceof AwsError) return { keys: item, key: noKey, problem: error };
    throw error;
  }
  return { keys: keysOf(table, item), key: itemKey(table, item), problem: undefined };
};

/** Checks a PutItem (or `Put`) and makes it a mutation. Throws ValidationException or ResourceNotFoundException. */
export const putMutation = (engine: Engine, input: WriteInput): Mutation => {
  refuseLegacy(input);
  const item = requiredItem('item', input.Item);
  const { condition, values } = bindExpressions(input, ['ConditionExpression']);
  const table = engine.tableOf(input.TableName);
  if (itemSize(item) > maxItemBytes) {
    throw validation('Item size has exceeded the maximum allowed size');
  }
  return {
    kind: 'put',
    table,
    ...placeOf(table, item, checkItemKeys),
    condition,
    values,
    returnsItem: returnsItem(input),
    next: () => item,
  };
};

const keyed = (engine: Engine, input: WriteInput) => {
  const keys = requiredItem('key', input.Key);
  const table = engine.tableOf(input.TableName);
  return { table, ...placeOf(table, keys, checkKey) };
};

/** Checks a DeleteItem (or `Delete`) and makes it a mutation. Throws as `putMutation`. */
export const deleteMutation = (engine: Engine, input: WriteInput): Mutation => {
  refuseLegacy(input);
  const { condition, values } = bindExpressions(input, ['ConditionExpression']);
  return {
    kind: 'delete',
    ...keyed(engine, input),
    condition,
    values,
    returnsItem: returnsItem(input),
    next: () => undefined,
  };
};

/** Checks a `ConditionCheck` of a transaction and makes it a mutation that changes nothing. */
export const checkMutation = (engine: Engine, input: WriteInput): Mutation => {
  if (input.ConditionExpression === undefined) {
    throw validation(
      "1 validation error detected: Value null at 'conditionExpression' failed to satisfy constraint: Member must not be null",
    );
  }
  return { ...deleteMutation(engine, input), kind: 'check', next: (before) => before };
};

const refuseKeyChange = (table: Table, update: Update): void => {
  for (const [name] of update.paths) {
    if (table.keyNames.includes(name)) {
      throw invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`);
    }
  }
};

/** An UpdateItem as a mutation, with the paths that it changes. */
export interface UpdateMutation extends Mutation {
  readonly paths: Update['paths'];
}

/** Checks an UpdateItem (or `Update`) and makes it a mutation. Throws as `putMutation`. */
export const updateMutation = (engine: Engine, input: WriteInput): UpdateMutation => {
  refuseLegacy(input);
  const { update, condition, values } = bindExpressions(input, [
    'UpdateExpression',
    'ConditionExpression',
  ]);
  const place = keyed(engine, input);
  const { keys, table } = place;
  if (update !== undefined) refuseKeyChange(table, update);
  return {
    kind: 'update',
    ...place,
    condition,
    values,
    returnsItem: returnsItem(input),
    paths: update?.paths ?? [],
    next: (before) => {
      const item = before ?? keys;
      if (update === undefined) return item;
      const after = update.apply(item, values);
      checkIndexKeys(table, after);
      return after;
    },
  };
};

/** Runs one write by itself. Throws ConditionalCheckFailedException. */
const run = (engine: Engine, mutation: Mutation): { outcome: Outcome; usage: Usage } => {
  const plan = planMutation(engine, mutation);
  if (!plan.holds) {
    meterWrite(engine, mutation.table, refusedUsage(plan));
    throw conditionFailed(mutation.returnsItem ? plan.before?.item() : undefined);
  }
  const outcome = outcomeOf(plan);
  const usage = commitOutcome(engine, outcome);
  meterWrite(engine, mutation.table, usage);
  return { outcome, usage };
};

const answer = (input: WriteInput, table: Table, usage: Usage, attributes: Item | undefined) => {
  const wanted = capacityWanted(input);
  return {
    ...(attributes && Object.keys(attributes).length > 0 && { Attributes: attributes }),
    ...(wanted !== 'NONE' && { ConsumedCapacity: consumedCapacity(table.name, usage, wanted) }),
  };
};

const allReturnValues = ['NONE', 'ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW'] as const;

const returnsOld = (input: WriteInput): boolean => {
  const wanted = oneOf('returnValues', input.ReturnValues, allReturnValues);
  if (wanted !== 'NONE' && wanted !== 'ALL_OLD') {
    throw validation('ReturnValues can only be ALL_OLD or NONE');
  }
  return wanted === 'ALL_OLD';
};

const runReplacing = (engine: Engine, input: WriteInput, mutation: Mutation) => {
  const wantsOld = returnsOld(input);
  const { outcome, usage } = run(engine, mutation);
  const old = wantsOld ? outcome.plan.before?.item() : undefined;
  return answer(input, mutation.table, usage, old);
};

export const putItem = (engine: Engine, input: WriteInput) =>
  runReplacing(engine, input, putMutation(engine, input));

export const deleteItem = (engine: Engine, input: WriteInput) =>
  runReplacing(engine, input, deleteMutation(engine, input));

export const updateItem = (engine: Engine, input: WriteInput) => {
  const wanted = oneOf('returnValues', input.ReturnValues, allReturnValues);
  const mutation = updateMutation(engine, input);
  const { outcome, usage } = run(engine, mutation);
  const side = wanted.endsWith('OLD') ? outcome.plan.before?.item() : outcome.after;
  const attributes =
    side !== undefined && wanted.startsWith('UPDATED') ? projected(side, mutation.paths) : side;
  return answer(input, mutation.table, usage, wanted === 'NONE' ? undefined : attributes);
};
