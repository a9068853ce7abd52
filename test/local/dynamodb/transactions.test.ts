import {
  type AttributeValue,
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { createDynamo } from '../../../local/dynamodb/create-dynamo.ts';
import { clientOf, createTestWorld, onBoth, refused, type Subject } from './harness.ts';

const tables = [
  { name: 'things', partition: { name: 'id', type: 'S' } },
  { name: 'others', partition: { name: 'id', type: 'S' } },
] as const;

const put = (id: string, more = {}, TableName = 'things'): TransactWriteItem => ({
  Put: { TableName, Item: { id: { S: id }, v: { N: '1' } }, ...more },
});
const absent = { ConditionExpression: 'attribute_not_exists(id)' };
const allOld = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };

const actions = ({ client }: Subject) => ({
  transact: (TransactItems: TransactWriteItem[], more = {}) =>
    client().send(new TransactWriteItemsCommand({ TransactItems, ...more })),
  get: async (id: string, TableName = 'things') =>
    (await client().send(new GetItemCommand({ TableName, Key: { id: { S: id } } }))).Item,
  set: (id: string, more: Record<string, AttributeValue>) =>
    client().send(new PutItemCommand({ TableName: 'things', Item: { id: { S: id }, ...more } })),
});

const writing = (subject: Subject): void => {
  const { get, set, transact } = actions(subject);
  test('put, update, delete and check go through together, over several tables', async () => {
    await set('updated', { n: { N: '1' } });
    await set('deleted', {});
    const by = { ExpressionAttributeValues: { ':one': { N: '1' } } };
    await transact([
      put('a', absent),
      put('a', absent, 'others'),
      {
        Update: {
          TableName: 'things',
          Key: { id: { S: 'updated' } },
          UpdateExpression: 'ADD n :one',
          ...by,
        },
      },
      { Delete: { TableName: 'things', Key: { id: { S: 'deleted' } } } },
      {
        ConditionCheck: {
          TableName: 'things',
          Key: { id: { S: 'nobody' } },
          ConditionExpression: 'attribute_not_exists(id)',
        },
      },
    ]);
    expect(await get('a')).toBeDefined();
    expect(await get('a', 'others')).toBeDefined();
    expect(await get('updated')).toEqual({ id: { S: 'updated' }, n: { N: '2' } });
    expect(await get('deleted')).toBeUndefined();
    expect(await get('nobody')).toBeUndefined();
  });

  test('one failed condition stops everything, with a reason for each item in order', async () => {
    await set('taken', { v: { N: '7' } });
    await set('text', { v: { S: 'x' } });
    await set('other', { v: { N: '7' } });
    const refusal = await refused(
      transact([
        put('free', absent),
        put('taken', { ...absent, ...allOld }),
        {
          Update: {
            TableName: 'things',
            Key: { id: { S: 'text' } },
            UpdateExpression: 'ADD v :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
          },
        },
        {
          ConditionCheck: {
            TableName: 'things',
            Key: { id: { S: 'other' } },
            ConditionExpression: 'v = :v',
            ExpressionAttributeValues: { ':v': { N: '8' } },
          },
        },
      ]),
    );
    expect(refusal.name).toBe('TransactionCanceledException');
    expect(refusal.message).toBe(
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ValidationError, ConditionalCheckFailed]',
    );
    expect(refusal.reasons).toEqual([
      { Code: 'None' },
      {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        Item: { id: { S: 'taken' }, v: { N: '7' } },
      },
      {
        Code: 'ValidationError',
        Message: 'An operand in the update expression has an incorrect data type',
      },
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
    ]);
    expect(await get('free')).toBeUndefined();
  });
};

const limits = (subject: Subject): void => {
  const { get, transact } = actions(subject);
  const { client, deviates } = subject;
  const many = (count: number) => Array.from({ length: count }, (_, at) => put(`many-${at}`));

  test('takes 100 items and no more, and each item once', async () => {
    await transact(many(100));
    expect(await get('many-99')).toBeDefined();
    expect((await refused(transact(many(101)))).message).toContain(
      "at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100",
    );
    expect(await refused(transact([put('twice'), put('twice')]))).toMatchObject({
      name: 'ValidationException',
      message: 'Transaction request cannot include multiple operations on one item',
    });
    expect(await get('twice')).toBeUndefined();
  });

  test('a key that the schema does not take is a reason, not an error of the request', async () => {
    const wrong = { Delete: { TableName: 'things', Key: { other: { S: 'x' } } } };
    expect((await refused(transact([put('innocent'), wrong]))).reasons).toEqual([
      { Code: 'None' },
      {
        Code: 'ValidationError',
        Message: 'The provided key element does not match the schema',
      },
    ]);
  });

  deviates('refuses an item with two actions', async () => {
    const both = { ...put('both'), Delete: { TableName: 'things', Key: { id: { S: 'x' } } } };
    expect((await refused(transact([both]))).name).toBe('ValidationException');
  });

  test('reads several items as of one moment, in the order asked for', async () => {
    await transact([put('r1'), put('r2', {}, 'others')]);
    const read = (id: string, TableName = 'things') => ({
      Get: { TableName, Key: { id: { S: id } } },
    });
    const answer = await client().send(
      new TransactGetItemsCommand({
        TransactItems: [read('r2', 'others'), read('none'), read('r1')],
      }),
    );
    expect(answer.Responses).toEqual([
      { Item: { id: { S: 'r2' }, v: { N: '1' } } },
      {},
      { Item: { id: { S: 'r1' }, v: { N: '1' } } },
    ]);
  });

  deviates('a projection of a transactional read shows only its paths', async () => {
    await transact([put('projected')]);
    const Get = { TableName: 'things', Key: { id: { S: 'projected' } }, ProjectionExpression: 'v' };
    const answer = await client().send(new TransactGetItemsCommand({ TransactItems: [{ Get }] }));
    expect(answer.Responses).toEqual([{ Item: { v: { N: '1' } } }]);
  });
};

const tokens = (subject: Subject): void => {
  const { get, transact } = actions(subject);
  test('the same token writes once, and another request under it is refused', async () => {
    const add = {
      Update: {
        TableName: 'things',
        Key: { id: { S: 'counted' } },
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      },
    };
    const ClientRequestToken = 'once';
    await transact([add], { ClientRequestToken });
    await transact([add], { ClientRequestToken });
    expect(await get('counted')).toMatchObject({ n: { N: '1' } });
    expect((await refused(transact([put('x')], { ClientRequestToken }))).name).toBe(
      'IdempotentParameterMismatchException',
    );
  });
};

onBoth('transactions', tables, (subject) => {
  writing(subject);
  limits(subject);
  tokens(subject);
});

test('a token counts for ten minutes, and a cancelled transaction leaves none', async () => {
  const world = createTestWorld();
  const client = clientOf(createDynamo({ world, tables }));
  const transact = (item: TransactWriteItem) =>
    client.send(
      new TransactWriteItemsCommand({ TransactItems: [item], ClientRequestToken: 'token' }),
    );
  await refused(transact(put('a', { ConditionExpression: 'attribute_exists(id)' })));
  await transact(put('a', absent));
  await world.timeline.advance(9 * 60_000);
  await transact(put('a', absent));
  await world.timeline.advance(2 * 60_000);
  expect((await refused(transact(put('a', absent)))).name).toBe('TransactionCanceledException');
  world.storage.close();
});
