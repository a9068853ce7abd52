import { expect, test } from 'vitest';
import { createDynamo } from '../../../local/dynamodb/create-dynamo.ts';
import { createTestWorld, startMs } from './harness.ts';

const tables = [
  {
    name: 'guards',
    partition: { name: 'id', type: 'S' },
    indexes: [
      { name: 'byKind', kind: 'global', partition: { name: 'kind', type: 'S' }, projection: 'ALL' },
    ],
    stream: 'NEW_AND_OLD_IMAGES',
    ttl: 'expiresAt',
  },
] as const;
const second = startMs / 1000;
const hourMs = 3_600_000;

const open = () => {
  const world = createTestWorld();
  const dynamo = createDynamo({ world, tables });
  const put = (id: string, expiresAt: object) =>
    dynamo.callSync('PutItem', {
      TableName: 'guards',
      Item: { id: { S: id }, kind: { S: 'k' }, expiresAt },
    });
  const ids = () =>
    (
      dynamo.callSync('Scan', { TableName: 'guards' }) as { Items: { id: { S: string } }[] }
    ).Items.map(({ id }) => id.S).sort();
  return { world, dynamo, put, ids };
};

test('an item goes some time after its second has come, and not before', async () => {
  const { world, put, ids } = open();
  put('late', { N: String(second + 7200) });
  put('soon', { N: String(second + 3600) });
  put('text', { S: String(second) });
  put('ancient', { N: '1000' });
  await world.timeline.advance(hourMs - 1);
  expect(ids()).toEqual(['ancient', 'late', 'soon', 'text']);
  await world.timeline.advance(120_000);
  expect(ids()).toEqual(['ancient', 'late', 'text']);
  await world.timeline.advance(2 * hourMs);
  // A time that is no number, or more than five years past, is none.
  expect(ids()).toEqual(['ancient', 'text']);
  world.storage.close();
});

test('the stream says who deleted it, indexes forget it, and it costs nothing', async () => {
  const { world, dynamo, put } = open();
  put('a', { N: String(second + 60) });
  const paid = world.metered.get('dynamodb.wru guards');
  await world.timeline.advance(hourMs);
  const record = dynamo.streams.read('guards', undefined, 10).at(-1);
  expect(record).toMatchObject({
    eventName: 'REMOVE',
    userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
    dynamodb: { Keys: { id: { S: 'a' } }, OldImage: { kind: { S: 'k' } } },
  });
  const found = dynamo.callSync('Query', {
    TableName: 'guards',
    IndexName: 'byKind',
    KeyConditionExpression: 'kind = :k',
    ExpressionAttributeValues: { ':k': { S: 'k' } },
  });
  expect(found).toMatchObject({ Count: 0 });
  expect(world.metered.get('dynamodb.wru guards')).toBe(paid);
  world.storage.close();
});

test('a time that is moved on, or taken away, keeps the item', async () => {
  const { world, dynamo, put, ids } = open();
  put('moved', { N: String(second + 60) });
  put('kept', { N: String(second + 60) });
  put('moved', { N: String(second + 7200) });
  const Key = { id: { S: 'kept' } };
  dynamo.callSync('UpdateItem', { TableName: 'guards', Key, UpdateExpression: 'REMOVE expiresAt' });
  await world.timeline.advance(hourMs);
  expect(ids()).toEqual(['kept', 'moved']);
  await world.timeline.advance(2 * hourMs);
  expect(ids()).toEqual(['kept']);
  world.storage.close();
});
