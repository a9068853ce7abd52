import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadBundle } from './support/client-bundle.ts';

const source = `
import {
  BatchGetItemCommand, ConditionalCheckFailedException, CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand,
  TransactionCanceledException, TransactWriteItemsCommand, UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
const commands = {
  BatchGetItemCommand, CreateTableCommand, GetItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand, UpdateItemCommand,
};
export const errors = { ConditionalCheckFailedException, TransactionCanceledException };
export const client = (options) => new DynamoDBClient(options);
export const send = (client, name, input, options) => client.send(new commands[name + 'Command'](input), options);
`;
const { exports: dynamo } = await loadBundle(source, 'slim');

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const get = { TableName: 't', Key: { k: { S: '1' } } };
const failed = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it should have failed'),
    (error) => error,
  );

describe('against a server that answers as told', () => {
  let answers: ((response: ServerResponse) => void)[] = [];
  let server: Server;

  const problem = (status: number, body: object) => (response: ServerResponse) =>
    response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify(body));

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => answers.shift()?.(response));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  afterAll(() => server.closeAllConnections());
  beforeEach(() => {
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });

  it('retries what may pass: a server error, a throttle, a lost connection', async () => {
    answers = [
      problem(500, { __type: 'InternalServerError' }),
      problem(400, { __type: 'ProvisionedThroughputExceededException' }),
      (response) => response.destroy(),
      problem(200, { Item: { k: { S: '1' } } }),
    ];
    const client = dynamo.client({ maxAttempts: 4 });
    expect((await dynamo.send(client, 'GetItem', get)).Item).toEqual({ k: { S: '1' } });
    expect(answers).toEqual([]);
  });

  it('gives up after AWS_MAX_ATTEMPTS', async () => {
    vi.stubEnv('AWS_MAX_ATTEMPTS', '2');
    answers = Array.from({ length: 3 }, () => problem(500, { __type: 'InternalServerError' }));
    const error = await failed(dynamo.send(dynamo.client({}), 'GetItem', get));
    expect(error.$metadata).toMatchObject({ httpStatusCode: 500, attempts: 2 });
    expect(answers).toHaveLength(1);
  });

  it('gives an error that nobody names its name, message and fields', async () => {
    answers = [problem(400, { __type: 'x#LimitExceededException', message: 'no more', Extra: 1 })];
    const error = await failed(dynamo.send(dynamo.client({ maxAttempts: 1 }), 'GetItem', get));
    expect(error).toMatchObject({ name: 'LimitExceededException', message: 'no more', Extra: 1 });
    expect(error).toBeInstanceOf(Error);
  });

  it('ends a request that takes too long, and one that is aborted', async () => {
    answers = [() => undefined, () => undefined];
    const slow = dynamo.client({ maxAttempts: 1, requestHandler: { requestTimeout: 20 } });
    expect(await failed(dynamo.send(slow, 'GetItem', get))).toMatchObject({ name: 'TimeoutError' });
    const abortSignal = AbortSignal.abort();
    const client = dynamo.client({ maxAttempts: 1 });
    expect(await failed(dynamo.send(client, 'GetItem', get, { abortSignal }))).toMatchObject({
      name: 'AbortError',
    });
  });

  it('refuses to call without credentials', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', '');
    const error = await failed(dynamo.send(dynamo.client({}), 'GetItem', get));
    expect(error.message).toContain('AWS_ACCESS_KEY_ID is not set');
  });
});

const dynoxide = join(import.meta.dirname, '../../node_modules/@dynoxide/linux-x64/dynoxide');

describe.skipIf(!existsSync(dynoxide))('against a DynamoDB that is not ours', () => {
  let child: ChildProcess;
  let endpoint = '';

  beforeAll(async () => {
    const probe = createServer();
    await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
    const { port } = probe.address() as AddressInfo;
    await new Promise((closed) => probe.close(closed));
    child = spawn(dynoxide, ['serve', '--port', `${port}`], { stdio: 'ignore' });
    endpoint = `http://127.0.0.1:${port}`;
    for (let attempt = 0; attempt < 200; attempt++) {
      if (await fetch(endpoint).catch(() => undefined)) return;
      await pause(25);
    }
  });
  afterAll(() => {
    child.kill('SIGKILL');
  });

  it('puts, gets, queries, updates and transacts, with typed errors that carry the item', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', endpoint);
    const client = dynamo.client({});
    const send = (name: string, input: object) =>
      dynamo.send(client, name, { TableName: 'table', ...input });
    await send('CreateTable', {
      AttributeDefinitions: [{ AttributeName: 'k', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'k', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    const item = { k: { S: '1' }, n: { N: '7' }, b: { B: new Uint8Array([1, 2, 255]) } };
    const put = {
      Item: item,
      ConditionExpression: 'attribute_not_exists(k)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    await send('PutItem', put);
    expect((await send('GetItem', { Key: { k: { S: '1' } } })).Item).toEqual(item);
    const batch = { RequestItems: { table: { Keys: [{ k: { S: '1' } }, { k: { S: '2' } }] } } };
    const { Responses } = await dynamo.send(client, 'BatchGetItem', batch);
    expect(Responses).toEqual({ table: [item] });

    const refused = await failed(send('PutItem', put));
    expect(refused).toBeInstanceOf(dynamo.errors.ConditionalCheckFailedException);
    expect(refused.Item).toEqual(item);

    const canceled = await failed(
      dynamo.send(client, 'TransactWriteItems', {
        TransactItems: [{ Put: { TableName: 'table', ...put } }],
      }),
    );
    expect(canceled).toBeInstanceOf(dynamo.errors.TransactionCanceledException);
    expect(canceled.CancellationReasons).toMatchObject([
      { Code: 'ConditionalCheckFailed', Item: item },
    ]);

    await send('UpdateItem', {
      Key: { k: { S: '1' } },
      UpdateExpression: 'SET n = n + :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    });
    const { Items } = await send('Query', {
      KeyConditionExpression: 'k = :k',
      ExpressionAttributeValues: { ':k': { S: '1' } },
    });
    expect(Items).toEqual([{ ...item, n: { N: '8' } }]);
  });
});
