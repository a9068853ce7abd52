import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../local/kernel/random.ts';
import { AwsError, type Call, type Caller, type Service } from '../../../local/kernel/service.ts';
import { createDispatcher } from '../../../local/wire/dispatcher.ts';
import type { WireRequest } from '../../../local/wire/message.ts';

const role: Caller = { kind: 'role', roleId: 'arn:aws:iam::000000000000:role/r', functionId: 'f' };

const send = async (
  name: string,
  request: Partial<WireRequest>,
  answer: (call: Call) => unknown = () => ({}),
  caller: Caller = role,
) => {
  const calls: Call[] = [];
  const checked: unknown[] = [];
  const service: Service = {
    name,
    permissions: ({ operation }) => [{ action: `${name}:${operation}`, resource: 'arn:r' }],
    call: (call) => {
      calls.push(call);
      return answer(call);
    },
  };
  const dispatch = createDispatcher({
    services: [service],
    iam: {
      allows: () => true,
      allowsService: () => true,
      check: (_, permission) => {
        checked.push(permission);
      },
    },
    random: createSeededRandom(1),
    report: () => undefined,
  });
  const blank = { host: '', method: 'POST', path: '/', query: '', headers: {}, body: '' };
  const response = await dispatch({ ...blank, ...request }, caller);
  return { calls, checked, response, body: String(response.body) };
};

const json = (target: string, body = '{}') => ({
  headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' },
  body,
});

describe('AWS JSON', () => {
  it.each([
    ['DynamoDB_20120810.PutItem', 'dynamodb'],
    ['AmazonSQS.SendMessage', 'sqs'],
    ['AWSEvents.PutEvents', 'events'],
    ['TrentService.Decrypt', 'kms'],
    ['secretsmanager.GetSecretValue', 'secretsmanager'],
    ['AWSCognitoIdentityProviderService.InitiateAuth', 'cognito-idp'],
    ['AWSStepFunctions.StartExecution', 'states'],
    ['AmazonSSM.GetParameter', 'ssm'],
  ])('%s goes to %s', async (target, name) => {
    const { calls, response } = await send(name, json(target, '{"a":1}'));
    expect(calls).toMatchObject([{ operation: target.split('.')[1], input: { a: 1 } }]);
    expect(response).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
    });
  });

  it('refuses what is not JSON, and services that do not run, by name', async () => {
    const broken = await send('kms', json('TrentService.Decrypt', '{'));
    expect(broken.body).toContain('SerializationException');
    const unknown = await send('kms', json('Kinesis_20131202.PutRecord'));
    expect(unknown.body).toContain('The local cloud does not run Kinesis_20131202');
  });
});

describe('permissions', () => {
  it('are asked for whenever a role calls, and never of the cloud itself', async () => {
    const asRole = await send('kms', json('TrentService.Decrypt'));
    expect(asRole.checked).toEqual([{ action: 'kms:Decrypt', resource: 'arn:r' }]);
    const cloud: Caller = { kind: 'cloud', name: 'start' };
    const asCloud = await send('kms', json('TrentService.Decrypt'), undefined, cloud);
    expect(asCloud.checked).toEqual([]);
    expect(asCloud.calls).toHaveLength(1);
  });
});

describe('REST-JSON', () => {
  const invoke = {
    host: 'lambda.eu-west-1.amazonaws.com',
    path: '/2015-03-31/functions/greet/invocations',
    headers: { 'x-amz-invocation-type': 'Event' },
    body: '{"a":1}',
  };

  it('invokes functions: the payload as it is, the failure in a header', async () => {
    const failed = { StatusCode: 200, FunctionError: 'Unhandled', Payload: '{"errorType":"E"}' };
    const { calls, response } = await send('lambda', invoke, () => failed);
    expect(calls[0]?.input).toEqual({
      FunctionName: 'greet',
      InvocationType: 'Event',
      Payload: '{"a":1}',
    });
    expect(response).toMatchObject({
      status: 200,
      headers: { 'x-amz-function-error': 'Unhandled' },
      body: '{"errorType":"E"}',
    });
  });

  it('posts to a connection with the bytes as they came', async () => {
    const { calls } = await send('execute-api', {
      host: 'abc.execute-api.eu-west-1.amazonaws.com',
      path: '/live/@connections/c%3D1',
      body: Buffer.from([1, 255]),
    });
    expect(calls[0]).toMatchObject({
      operation: 'PostToConnection',
      input: { ApiId: 'abc', Stage: 'live', ConnectionId: 'c=1', Data: Buffer.from([1, 255]) },
    });
  });

  it('answers a refusal with 403, and an unknown path by name', async () => {
    const denied = await send('lambda', invoke, () => {
      throw new AwsError('AccessDeniedException', 'no');
    });
    expect(denied.response).toMatchObject({
      status: 403,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
    });
    const email = { host: 'email.eu-west-1.amazonaws.com', path: '/v2/email/contacts' };
    const { calls } = await send('ses', email);
    expect(calls[0]?.operation).toBe('POST /v2/email/contacts');
  });
});

describe('the query protocol', () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const host = 'sns.eu-west-1.amazonaws.com';
  const body =
    'Action=Publish&Version=2010-03-31&TopicArn=arn%3At&Message=a%26b&MessageAttributes.entry.1.Name=k&MessageAttributes.entry.1.Value.StringValue=v';

  it('reads forms and writes XML', async () => {
    const result = await send('sns', { host, headers, body }, () => ({ MessageId: '<1>' }));
    expect(result.calls[0]).toMatchObject({
      operation: 'Publish',
      input: { TopicArn: 'arn:t', Message: 'a&b', MessageAttributes: { k: { StringValue: 'v' } } },
    });
    expect(result.body).toBe(
      '<PublishResponse><PublishResult><MessageId>&lt;1&gt;</MessageId></PublishResult></PublishResponse>',
    );
  });

  it('names errors in XML', async () => {
    const { response, body: text } = await send('sns', { host, headers, body }, () => {
      throw new AwsError('NotFound', 'Topic does not exist', { status: 404 });
    });
    expect(response.status).toBe(404);
    expect(text).toContain('<Code>NotFound</Code><Message>Topic does not exist</Message>');
  });
});

describe('S3', () => {
  const host = 'archive.s3.eu-west-1.amazonaws.com';

  it('puts an object by host, and gets one by path, with its bytes', async () => {
    const put = await send('s3', { host, method: 'PUT', path: '/a/b%20c', body: 'x' }, () => ({
      ETag: '"e"',
    }));
    const object = { Bucket: 'archive', Key: 'a/b c', Body: Buffer.from('x') };
    expect(put.calls[0]).toMatchObject({ operation: 'PutObject', input: object });
    expect(put.response.headers).toMatchObject({ etag: '"e"' });
    const path = '/archive/a';
    const byPath = {
      host: 's3.eu-west-1.amazonaws.com',
      method: 'GET',
      path,
      query: 'x-id=GetObject',
    };
    const got = await send('s3', byPath, () => ({
      Body: Buffer.from('y'),
      ContentType: 'text/plain',
    }));
    expect(got.calls[0]).toMatchObject({
      operation: 'GetObject',
      input: { Bucket: 'archive', Key: 'a' },
    });
    expect([got.body, got.response.headers['content-type']]).toEqual(['y', 'text/plain']);
  });

  it('names what else is asked of it', async () => {
    const { calls } = await send('s3', { host, method: 'GET', query: 'list-type=2' });
    expect(calls[0]?.operation).toBe('GET /?list-type=2');
  });
});

it('says by host and path what nobody answers', async () => {
  const { response, body } = await send('kms', { host: 'iot.eu-west-1.amazonaws.com', path: '/x' });
  expect(response.status).toBe(400);
  expect(body).toContain('does not answer POST https://iot.eu-west-1.amazonaws.com/x');
});
