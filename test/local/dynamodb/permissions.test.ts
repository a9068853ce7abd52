import { afterAll, expect, test } from 'vitest';
import { createDynamo } from '../../../local/dynamodb/create-dynamo.ts';
import { createTestWorld } from './harness.ts';

const world = createTestWorld();
const dynamo = createDynamo({ world, tables: [] });
afterAll(() => world.storage.close());

const arn = (name: string) => `arn:aws:dynamodb:eu-west-1:000000000000:table/${name}`;
const needs = (operation: string, input: object) =>
  dynamo
    .permissions({ operation, input, caller: { kind: 'cloud', name: 'test' } })
    .map(({ action, resource }) => `${action} ${resource}`);

test('a simple operation needs its own action on its table, by name or ARN', () => {
  expect(needs('PutItem', { TableName: 't' })).toEqual([`dynamodb:PutItem ${arn('t')}`]);
  expect(needs('GetItem', { TableName: arn('t') })).toEqual([`dynamodb:GetItem ${arn('t')}`]);
});

test('a query of an index needs it on the index', () => {
  expect(needs('Query', { TableName: 't' })).toEqual([`dynamodb:Query ${arn('t')}`]);
  expect(needs('Query', { TableName: 't', IndexName: 'i' })).toEqual([
    `dynamodb:Query ${arn('t')}/index/i`,
  ]);
});

test('a transaction needs the action of each of its items on each table', () => {
  const TransactItems = [
    { Put: { TableName: 'a' } },
    { Update: { TableName: 'b' } },
    { Delete: { TableName: 'c' } },
    { ConditionCheck: { TableName: 'd' } },
  ];
  expect(needs('TransactWriteItems', { TransactItems })).toEqual([
    `dynamodb:PutItem ${arn('a')}`,
    `dynamodb:UpdateItem ${arn('b')}`,
    `dynamodb:DeleteItem ${arn('c')}`,
    `dynamodb:ConditionCheckItem ${arn('d')}`,
  ]);
  expect(needs('TransactGetItems', { TransactItems: [{ Get: { TableName: 'a' } }] })).toEqual([
    `dynamodb:GetItem ${arn('a')}`,
  ]);
});

test('a batch needs it on every table', () => {
  expect(needs('BatchWriteItem', { RequestItems: { a: [], b: [] } })).toEqual([
    `dynamodb:BatchWriteItem ${arn('a')}`,
    `dynamodb:BatchWriteItem ${arn('b')}`,
  ]);
});

test('an operation that does not exist here is refused by name', async () => {
  const call = {
    operation: 'ExecuteStatement',
    input: {},
    caller: { kind: 'cloud', name: 't' },
  } as const;
  await expect(dynamo.call(call)).rejects.toMatchObject({
    code: 'UnknownOperationException',
    message: expect.stringContaining('ExecuteStatement'),
  });
});
