import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDynamo, type LocalDynamo } from '../../../local/dynamodb/create-dynamo.ts';
import type { StreamViewType, TableDefinition } from '../../../local/dynamodb/definition.ts';
import { createTestWorld, startMs } from './harness.ts';

const table = (name: string, stream?: StreamViewType): TableDefinition => ({
  name,
  partition: { name: 'id', type: 'S' },
  ttl: 'expiresAt',
  ...(stream && { stream }),
});
const tables = [
  table('both', 'NEW_AND_OLD_IMAGES'),
  table('new', 'NEW_IMAGE'),
  table('old', 'OLD_IMAGE'),
  table('keys', 'KEYS_ONLY'),
  table('silent'),
];
const hourMs = 3_600_000;

let world: ReturnType<typeof createTestWorld>;
let dynamo: LocalDynamo;
beforeEach(() => {
  world = createTestWorld();
  dynamo = createDynamo({ world, tables });
});
afterEach(() => world.storage.close());

const put = (TableName: string, id: string, more = {}) =>
  dynamo.callSync('PutItem', { TableName, Item: { id: { S: id }, ...more } });
const remove = (TableName: string, id: string) =>
  dynamo.callSync('DeleteItem', { TableName, Key: { id: { S: id } } });
const read = (name: string, after?: bigint, limit = 100) => dynamo.streams.read(name, after, limit);

test('a record has the shape in which Lambda gets it', () => {
  put('both', 'a', { n: { N: '1' } });
  put('both', 'a', { n: { N: '2' } });
  remove('both', 'a');
  const [inserted, modified, removed] = read('both');
  expect(inserted).toEqual({
    eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-1',
    eventSourceARN: 'arn:aws:dynamodb:eu-west-1:000000000000:table/both/stream/1',
    dynamodb: {
      ApproximateCreationDateTime: startMs / 1000,
      Keys: { id: { S: 'a' } },
      NewImage: { id: { S: 'a' }, n: { N: '1' } },
      SequenceNumber: expect.stringMatching(/^\d{21}$/),
      SizeBytes: 3 + 3 + 3,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  });
  expect(modified).toMatchObject({
    eventName: 'MODIFY',
    dynamodb: { NewImage: { n: { N: '2' } }, OldImage: { n: { N: '1' } } },
  });
  expect(removed?.eventName).toBe('REMOVE');
  expect(removed?.dynamodb).not.toHaveProperty('NewImage');
  expect(removed?.dynamodb.OldImage).toMatchObject({ n: { N: '2' } });
});

test('a view shows only what it is to show', () => {
  for (const { name } of tables) {
    put(name, 'a', { n: { N: '1' } });
    put(name, 'a', { n: { N: '2' } });
  }
  const images = (name: string) =>
    read(name).map(({ dynamodb }) => [dynamodb.NewImage?.['n']?.N, dynamodb.OldImage?.['n']?.N]);
  expect(images('new')).toEqual([
    ['1', undefined],
    ['2', undefined],
  ]);
  expect(images('old')).toEqual([
    [undefined, undefined],
    [undefined, '1'],
  ]);
  expect(images('keys')).toEqual([
    [undefined, undefined],
    [undefined, undefined],
  ]);
  expect(read('silent')).toEqual([]);
});

test('a write that changes nothing leaves no record', () => {
  put('new', 'a', { s: { SS: ['x', 'y'] }, n: { N: '1.0' } });
  put('new', 'a', { n: { N: '1' }, s: { SS: ['y', 'x'] } });
  remove('new', 'never');
  const Key = { id: { S: 'a' } };
  dynamo.callSync('UpdateItem', { TableName: 'new', Key, UpdateExpression: 'REMOVE zz' });
  expect(() =>
    dynamo.callSync('PutItem', {
      TableName: 'new',
      Item: { id: { S: 'a' } },
      ConditionExpression: 'attribute_not_exists(id)',
    }),
  ).toThrow('The conditional request failed');
  expect(read('new')).toHaveLength(1);
});

test('records are read in order, from a sequence number on, and stay until trimmed', () => {
  for (let at = 0; at < 10; at++) {
    put('new', `i${at}`);
    put('both', 'other', { n: { N: String(at) } });
  }
  const first = read('new', undefined, 4);
  const last = BigInt(first.at(-1)?.dynamodb.SequenceNumber ?? 0);
  const rest = read('new', last);
  const names = [...first, ...rest].map(({ dynamodb }) => dynamodb.Keys['id']?.S);
  expect(names).toEqual(Array.from({ length: 10 }, (_, at) => `i${at}`));
  dynamo.streams.trim('new', last);
  expect(read('new')).toEqual(rest);
  expect(read('both')).toHaveLength(10);
});

test('records are gone after a day', async () => {
  put('new', 'a');
  await world.timeline.advance(23 * hourMs);
  expect(read('new')).toHaveLength(1);
  put('new', 'b');
  await world.timeline.advance(2 * hourMs);
  put('new', 'c');
  expect(read('new').map(({ dynamodb }) => dynamodb.Keys['id']?.S)).toEqual(['b', 'c']);
});

test('listeners hear of a turn of writes once, when it is durable', async () => {
  const heard: string[] = [];
  const stop = dynamo.streams.onWrite('new', () => heard.push('new'));
  dynamo.streams.onWrite('both', () => heard.push('both'));
  put('new', 'a');
  put('new', 'b');
  expect(heard).toEqual([]);
  await world.storage.durable();
  expect(heard).toEqual(['new']);
  stop();
  put('new', 'c');
  put('both', 'c');
  await world.storage.durable();
  expect(heard).toEqual(['new', 'both']);
});

test('every item of a transaction has its record, and a cancelled one has none', () => {
  const item = (id: string, more = {}) => ({
    Put: { TableName: 'new', Item: { id: { S: id } }, ...more },
  });
  dynamo.callSync('TransactWriteItems', { TransactItems: [item('a'), item('b')] });
  const failing = item('a', { ConditionExpression: 'attribute_not_exists(id)' });
  expect(() =>
    dynamo.callSync('TransactWriteItems', { TransactItems: [item('c'), failing] }),
  ).toThrow('Transaction cancelled');
  expect(read('new').map(({ dynamodb }) => dynamodb.Keys['id']?.S)).toEqual(['a', 'b']);
});
