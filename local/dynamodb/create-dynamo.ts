import type { Resources } from '../kernel/resources.ts';
import { AwsError, type Call, type Service } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import { batchGetItem, batchWriteItem } from './batch.ts';
import { createCatalogue, tableArn } from './catalogue.ts';
import { type TableDefinition, tablesOf } from './definition.ts';
import { describeTable, describeTimeToLive, listTables } from './describe-table.ts';
import type { Engine } from './engine.ts';
import { getItem } from './get-item.ts';
import { permissionsOf } from './permissions.ts';
import { query } from './query.ts';
import { scan } from './scan.ts';
import { createStore } from './store.ts';
import { createStreams, type Streams } from './stream.ts';
import { createTokens } from './tokens.ts';
import { transactGetItems, transactWriteItems } from './transact.ts';
import { createTimeToLive } from './ttl.ts';
import { deleteItem, putItem, updateItem } from './write-item.ts';

/** DynamoDB in the local cloud. */
export interface Dynamo extends Service {
  readonly streams: Streams;
  readonly call: (call: Call) => Promise<unknown>;
}

/** The engine in this process. */
export interface LocalDynamo extends Dynamo {
  /** One operation at once, not yet durable: for benchmarks, and for callers that wait for `storage.durable()` themselves. */
  readonly callSync: (operation: string, input: unknown) => unknown;
}

const operations = {
  PutItem: putItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
  GetItem: getItem,
  Query: query,
  Scan: scan,
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  TransactWriteItems: transactWriteItems,
  TransactGetItems: transactGetItems,
  DescribeTable: describeTable,
  DescribeTimeToLive: describeTimeToLive,
  ListTables: listTables,
} as const;

type Operation = (engine: Engine, input: object) => unknown;

const operationNamed = (name: string): Operation => {
  if (!Object.hasOwn(operations, name)) {
    throw new AwsError('UnknownOperationException', `dynamodb has no operation ${name} here`);
  }
  return operations[name as keyof typeof operations];
};

const createEngine = (world: World, definitions: readonly TableDefinition[]): Engine => {
  const store = createStore(world.storage);
  const catalogue = createCatalogue(world, store, definitions);
  const streams = createStreams(world, catalogue.tableOf);
  const ttl = createTimeToLive(world, { store, catalogue, streams });
  ttl.start();
  return {
    world,
    store,
    streams,
    tokens: createTokens(world),
    tables: catalogue.tables,
    tableOf: catalogue.tableOf,
    onExpiry: ttl.expects,
  };
};

/** Opens the tables of the template, or those listed. Answers only with what a killed process would still have. */
export const createDynamo = (options: {
  readonly world: World;
  readonly resources?: Resources;
  readonly tables?: readonly TableDefinition[];
}): LocalDynamo => {
  const { world, resources, tables } = options;
  const definitions = tables ?? (resources === undefined ? [] : tablesOf(resources));
  const engine = createEngine(world, definitions);
  const callSync = (operation: string, input: unknown) =>
    operationNamed(operation)(engine, (input ?? {}) as object);
  return {
    name: 'dynamodb',
    streams: engine.streams,
    permissions: (call) => permissionsOf(call, (name) => tableArn(world, name)),
    callSync,
    call: async ({ operation, input }) => {
      try {
        return callSync(operation, input);
      } finally {
        // A read, or a refusal, may tell of a write of this very turn: that must not be lost either.
        await world.storage.durable();
      }
    },
  };
};
