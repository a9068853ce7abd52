import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRemoteDynamo, type RemoteDynamo } from '../../../local/dynamodb/remote-dynamo.ts';
import { createTestWorld, dynoxideRuns, startDynoxide } from './harness.ts';

const tables = [
  { name: 'events', partition: { name: 'id', type: 'S' }, stream: 'NEW_IMAGE', ttl: 'expiresAt' },
  { name: 'rows', partition: { name: 'id', type: 'S' } },
] as const;
const title = dynoxideRuns ? 'a remote endpoint' : 'a remote endpoint (only on Linux x64)';

describe.skipIf(!dynoxideRuns)(title, () => {
  const world = createTestWorld();
  let server: Awaited<ReturnType<typeof startDynoxide>>;
  let dynamo: RemoteDynamo;
  beforeAll(async () => {
    server = await startDynoxide();
    dynamo = await createRemoteDynamo({ endpoint: server.endpoint, world, tables });
  });
  afterAll(async () => {
    dynamo.stop();
    await server.stop();
    world.storage.close();
  });
  const call = (operation: string, input: object) =>
    dynamo.call({ operation, input, caller: { kind: 'cloud', name: 'test' } });
  const put = (TableName: string, id: string, more = {}) =>
    call('PutItem', { TableName, Item: { id: { S: id } }, ...more });

  test('answers and errors are those of the built-in engine, and units are metered', async () => {
    const TableName = 'rows';
    expect(await put(TableName, 'a')).toEqual({});
    expect(await call('GetItem', { TableName, Key: { id: { S: 'a' } } })).toEqual({
      Item: { id: { S: 'a' } },
    });
    expect(await put(TableName, 'b', { ReturnConsumedCapacity: 'TOTAL' })).toEqual({
      ConsumedCapacity: { TableName, CapacityUnits: 1 },
    });
    expect(Object.fromEntries(world.metered)).toMatchObject({
      'dynamodb.wru rows': 2,
      'dynamodb.rru rows': 0.5,
    });
    const guarded = {
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    await expect(put(TableName, 'a', guarded)).rejects.toMatchObject({
      code: 'ConditionalCheckFailedException',
      fields: { Item: { id: { S: 'a' } } },
    });
  });

  test('its stream is copied once, in order, and listeners hear of it', async () => {
    let heard = 0;
    dynamo.streams.onWrite('events', () => heard++);
    for (const id of ['a', 'b', 'c']) await put('events', id);
    await dynamo.poll();
    await world.storage.durable();
    await dynamo.poll();
    const ids = dynamo.streams
      .read('events', undefined, 100)
      .map((record) => [record.eventName, record.dynamodb.NewImage?.['id']?.S]);
    expect(ids).toEqual([
      ['INSERT', 'a'],
      ['INSERT', 'b'],
      ['INSERT', 'c'],
    ]);
    expect(heard).toBe(1);
  });

  test('tables that are there already are used as they are', async () => {
    const again = await createRemoteDynamo({ endpoint: server.endpoint, world, tables });
    again.stop();
    const input = { TableName: 'rows', Key: { id: { S: 'a' } } };
    const caller = { kind: 'cloud', name: 'test' } as const;
    expect(await again.call({ operation: 'GetItem', input, caller })).toHaveProperty('Item');
  });
});
