import type { Item } from './attribute-value.ts';
import {
  type CapacityWanted,
  consumedCapacity,
  type ReadMode,
  sumUsage,
  type Usage,
} from './capacity.ts';
import { type Engine, meterRead, meterWrite } from './engine.ts';
import { validation } from './errors.ts';
import {
  fetchItem,
  type GetInput,
  type ItemRead,
  itemRead,
  itemUsage,
  shownItem,
} from './get-item.ts';
import { commitOutcome, type Mutation, outcomeOf, planMutation } from './mutation.ts';
import { type CommonInput, capacityWanted } from './request.ts';
import type { Table } from './table.ts';
import { deleteMutation, putMutation, type WriteInput } from './write-item.ts';

interface WriteRequest {
  readonly PutRequest?: Pick<WriteInput, 'Item'>;
  readonly DeleteRequest?: Pick<WriteInput, 'Key'>;
}

export interface BatchWriteInput extends CommonInput {
  readonly RequestItems?: Readonly<Record<string, readonly WriteRequest[]>>;
}

type Keys = NonNullable<GetInput['Key']>;

interface KeysAndOptions extends Omit<GetInput, 'Key' | 'TableName'> {
  readonly Keys?: readonly Keys[];
}

export interface BatchGetInput extends CommonInput {
  readonly RequestItems?: Readonly<Record<string, KeysAndOptions>>;
}

/** Source: Amazon DynamoDB API Reference, "BatchWriteItem" and "BatchGetItem". */
const maxWrites = 25;
const maxReads = 100;
const maxResponseBytes = 16 * 1024 * 1024;

const requested = <T>(items: Readonly<Record<string, T>> | undefined): readonly [string, T][] => {
  if (items === undefined || Object.keys(items).length === 0) {
    throw validation(
      `1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1`,
    );
  }
  return Object.entries(items);
};

const refuseRepeats = (
  places: readonly { readonly table: Table; readonly key: Buffer }[],
): void => {
  const names = places.map(({ table, key }) => `${table.id}/${key.toString('latin1')}`);
  if (new Set(names).size < names.length) {
    throw validation('Provided list of item keys contains duplicates');
  }
};

const capacities = (usages: ReadonlyMap<Table, Usage>, wanted: CapacityWanted) =>
  wanted === 'NONE'
    ? {}
    : {
        ConsumedCapacity: [...usages].map(([table, usage]) =>
          consumedCapacity(table.name, usage, wanted),
        ),
      };

const addUsage = (usages: Map<Table, Usage>, table: Table, usage: Usage): void => {
  const sum = usages.get(table);
  usages.set(table, sum === undefined ? usage : sumUsage([sum, usage]));
};

const mutationOf = (engine: Engine, TableName: string, request: WriteRequest): Mutation => {
  const { PutRequest, DeleteRequest } = request;
  if ((PutRequest === undefined) === (DeleteRequest === undefined)) {
    throw validation(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  return PutRequest === undefined
    ? deleteMutation(engine, { TableName, ...DeleteRequest })
    : putMutation(engine, { TableName, ...PutRequest });
};

const refuseEmpty = (member: string, lists: readonly (readonly unknown[] | undefined)[]): void => {
  if (lists.every((list) => list !== undefined && list.length > 0)) return;
  throw validation(
    `1 validation error detected: Value '[]' at '${member}' failed to satisfy constraint: Member must have length greater than or equal to 1`,
  );
};

/** Puts and deletes without conditions; each stands for itself, none is left unprocessed here. */
export const batchWriteItem = (engine: Engine, input: BatchWriteInput) => {
  const wanted = capacityWanted(input);
  const requests = requested(input.RequestItems);
  refuseEmpty(
    'requestItems.member',
    requests.map(([, list]) => list),
  );
  const mutations = requests.flatMap(([name, list]) =>
    list.map((request) => mutationOf(engine, name, request)),
  );
  if (mutations.length > maxWrites) {
    throw validation('Too many items requested for the BatchWriteItem call');
  }
  refuseRepeats(mutations);
  const outcomes = mutations.map((mutation) => outcomeOf(planMutation(engine, mutation)));
  const usages = new Map<Table, Usage>();
  for (const outcome of outcomes) {
    addUsage(usages, outcome.plan.mutation.table, commitOutcome(engine, outcome));
  }
  for (const [table, usage] of usages) meterWrite(engine, table, usage);
  return { UnprocessedItems: {}, ...capacities(usages, wanted) };
};

interface BatchRead {
  readonly name: string;
  readonly read: ItemRead;
  readonly table: Table;
  readonly key: Buffer;
  readonly keys: Keys;
  readonly mode: ReadMode;
}

const readsOf = (engine: Engine, name: string, options: KeysAndOptions): readonly BatchRead[] => {
  const { Keys, ...rest } = options;
  const mode = options.ConsistentRead === true ? 'strong' : 'eventual';
  return (Keys ?? []).map((keys) => {
    const read = itemRead(engine, { ...rest, TableName: name, Key: keys });
    return { name, read, table: read.table, key: read.key, keys, mode };
  });
};

/** Reads by key; what would make the answer larger than 16 MB comes back as UnprocessedKeys. */
export const batchGetItem = (engine: Engine, input: BatchGetInput) => {
  const wanted = capacityWanted(input);
  const requests = requested(input.RequestItems);
  refuseEmpty(
    'requestItems.member.keys',
    requests.map(([, options]) => options.Keys),
  );
  const reads = requests.flatMap(([name, options]) => readsOf(engine, name, options));
  if (reads.length > maxReads) {
    throw validation('Too many items requested for the BatchGetItem call');
  }
  refuseRepeats(reads);
  const responses: Record<string, Item[]> = Object.fromEntries(
    requests.map(([name]) => [name, []]),
  );
  const unprocessed: Record<string, KeysAndOptions & { Keys: Keys[] }> = {};
  const usages = new Map<Table, Usage>();
  let bytes = 0;
  for (const { name, read, table, keys, mode } of reads) {
    const stored = fetchItem(engine, read);
    bytes += stored?.size ?? 0;
    if (bytes > maxResponseBytes) {
      unprocessed[name] ??= { ...input.RequestItems?.[name], Keys: [] };
      unprocessed[name].Keys.push(keys);
      continue;
    }
    addUsage(usages, table, itemUsage(stored, mode));
    if (stored !== undefined) responses[name]?.push(shownItem(read, stored));
  }
  for (const [table, usage] of usages) meterRead(engine, table, usage);
  return { Responses: responses, UnprocessedKeys: unprocessed, ...capacities(usages, wanted) };
};
