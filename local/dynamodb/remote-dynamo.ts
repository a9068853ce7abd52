import type { Resources } from '../kernel/resources.ts';
import { AwsError, type Call } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import { createCatalogue, tableArn } from './catalogue.ts';
import type { Dynamo } from './create-dynamo.ts';
import { createTableInput } from './create-table-input.ts';
import { type TableDefinition, tablesOf } from './definition.ts';
import { permissionsOf } from './permissions.ts';
import { createRemoteClient, type RemoteCall } from './remote-client.ts';
import { followRemoteStreams } from './remote-streams.ts';
import { createStore } from './store.ts';
import { createStreams } from './stream.ts';
import type { Table } from './table.ts';

/** DynamoDB at an endpoint, with the face of the engine in this process. */
export interface RemoteDynamo extends Dynamo {
  /** Fetches stream records now; otherwise every 100 ms. */
  readonly poll: () => Promise<void>;
  readonly stop: () => void;
}

const target = 'DynamoDB_20120810';
const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);
const writes = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
]);

interface Capacity {
  readonly TableName: string;
  readonly CapacityUnits?: number;
}

/** Asks for the consumed capacity of every call, meters it, and keeps it from a caller who did not ask. */
const metered = async (world: World, remote: RemoteCall, { operation, input }: Call) => {
  const dimension = writes.has(operation) ? 'dynamodb.wru' : 'dynamodb.rru';
  const asked = input?.ReturnConsumedCapacity ?? 'NONE';
  const wanted = asked === 'NONE' ? 'TOTAL' : asked;
  const { ConsumedCapacity, ...output } = await remote(`${target}.${operation}`, {
    ...input,
    ReturnConsumedCapacity: wanted,
  });
  for (const { TableName, CapacityUnits } of [ConsumedCapacity ?? []].flat() as Capacity[]) {
    world.meter.add(dimension, CapacityUnits ?? 0, TableName);
  }
  return asked === 'NONE' ? output : { ...output, ConsumedCapacity };
};

/** Creates the table if the endpoint lacks it; the ARN of its stream, if it has one. */
const prepared = async (
  remote: RemoteCall,
  definition: TableDefinition,
): Promise<string | undefined> => {
  const TableName = definition.name;
  const describe = async () =>
    (await remote(`${target}.DescribeTable`, { TableName }))['Table'] as {
      LatestStreamArn?: string;
    };
  try {
    return (await describe()).LatestStreamArn;
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceNotFoundException') throw error;
  }
  await remote(`${target}.CreateTable`, createTableInput(definition));
  if (definition.ttl !== undefined) {
    const TimeToLiveSpecification = { AttributeName: definition.ttl, Enabled: true };
    await remote(`${target}.UpdateTimeToLive`, { TableName, TimeToLiveSpecification });
  }
  return (await describe()).LatestStreamArn;
};

/**
 * Uses the DynamoDB at `endpoint` (DynamoDB Local, dynoxide) instead of the built-in engine: same operations, missing
 * tables created, units metered from what the endpoint reports, streams copied from its Streams API.
 * Throws when a table needs a stream and the endpoint has none.
 */
export const createRemoteDynamo = async (options: {
  readonly endpoint: string;
  readonly world: World;
  readonly resources?: Resources;
  readonly tables?: readonly TableDefinition[];
}): Promise<RemoteDynamo> => {
  const { endpoint, world, resources, tables } = options;
  const definitions = tables ?? (resources === undefined ? [] : tablesOf(resources));
  const remote = createRemoteClient(world, endpoint);
  const catalogue = createCatalogue(world, createStore(world.storage), definitions);
  const streams = createStreams(world, catalogue.tableOf);
  const sources: { table: Table; streamArn: string }[] = [];
  for (const definition of definitions) {
    const streamArn = await prepared(remote, definition);
    if (definition.stream === undefined) continue;
    if (streamArn === undefined) {
      throw new Error(`${endpoint} gave table ${definition.name} no stream, and it needs one`);
    }
    sources.push({ table: catalogue.tableOf(definition.name), streamArn });
  }
  const follower = followRemoteStreams(world, { remote, streams, sources });
  return {
    name: 'dynamodb',
    streams,
    poll: follower.poll,
    stop: follower.stop,
    permissions: (call) => permissionsOf(call, (name) => tableArn(world, name)),
    call: (call) =>
      reads.has(call.operation) || writes.has(call.operation)
        ? metered(world, remote, call)
        : remote(`${target}.${call.operation}`, call.input),
  };
};
