import { beforeAll, describe, expect, it } from 'vitest';
import { AwsError, type Call, type Service } from '../../../local/kernel/service.ts';
import { type Bundle, compileBundle } from '../../../local/lambda/bundle.ts';
import { createInstance } from '../../../local/lambda/instance.ts';
import { createLogs } from '../../../local/lambda/logs.ts';
import { createNetwork } from '../../../local/lambda/network.ts';
import { createDispatcher } from '../../../local/wire/dispatcher.ts';
import { asked, bundleText, functionOf } from '../support/functions.ts';
import { createTestWorld } from '../support/world.ts';

/** One handler over every client that is installed: it calls what the event says, and tells what came of it. */
const SOURCE = `
  import * as dynamodb from '@aws-sdk/client-dynamodb';
  import * as kms from '@aws-sdk/client-kms';
  import * as events from '@aws-sdk/client-eventbridge';
  import * as secrets from '@aws-sdk/client-secrets-manager';
  import * as cognito from '@aws-sdk/client-cognito-identity-provider';
  import * as ses from '@aws-sdk/client-sesv2';
  const sdk: any = { dynamodb, kms, events, secrets, cognito, ses };
  const clients: any = {
    dynamodb: new dynamodb.DynamoDBClient({}),
    kms: new kms.KMSClient({}),
    events: new events.EventBridgeClient({}),
    secrets: new secrets.SecretsManagerClient({}),
    cognito: new cognito.CognitoIdentityProviderClient({}),
    ses: new ses.SESv2Client({}),
  };
  export const handler = async ({ client, command, input }: any) => {
    try {
      const { $metadata, ...output } = await clients[client].send(new sdk[client][command](input));
      return { output };
    } catch (error: any) {
      const typed = sdk[client][error.name];
      const { name, message, Item, CancellationReasons } = error;
      return { error: { name, message, Item, CancellationReasons, status: error.$metadata?.httpStatusCode,
        typed: typed !== undefined && error instanceof typed } };
    }
  };
`;

let bundle: Bundle;
beforeAll(async () => {
  bundle = compileBundle(await bundleText(SOURCE), '/var/task/index.js');
}, 60_000);

/** A service that answers as told, and what it was called with. */
const scripted = (name: string, answer: (call: Call) => unknown) => {
  const calls: Call[] = [];
  const service: Service = {
    name,
    permissions: () => [],
    call: (call) => {
      calls.push(call);
      return answer(call);
    },
  };
  return { service, calls };
};

const caller = {
  kind: 'role',
  roleId: 'arn:aws:iam::000000000000:role/greet',
  functionId: 'greet',
} as const;

const send = async (services: readonly Service[], event: unknown) => {
  const world = createTestWorld();
  const reported: unknown[] = [];
  const dispatch = createDispatcher({
    services,
    iam: { check: () => undefined, allows: () => true, allowsService: () => true },
    random: world.random,
    report: (error) => reported.push(error),
  });
  const instance = createInstance({
    world,
    definition: functionOf(bundle),
    network: createNetwork({ dispatch, sites: {} }, caller),
    logs: createLogs({ meter: world.meter }),
    environment: { AWS_MAX_ATTEMPTS: '1' },
  });
  const outcome = await asked(instance, event);
  if (!outcome.ok) throw new Error(`${outcome.errorType}: ${outcome.errorMessage}`);
  // biome-ignore lint/suspicious/noExplicitAny: the handler above answers with whatever the SDK gave it.
  return { result: outcome.payload as any, reported };
};

describe('an SDK client inside a function', () => {
  it.each([
    [
      'dynamodb',
      'dynamodb',
      'GetItem',
      { TableName: 't', Key: { id: { S: 'x' } } },
      { Item: { id: { S: 'x' } } },
    ],
    ['kms', 'kms', 'DescribeKey', { KeyId: 'k' }, { KeyMetadata: { KeyId: 'k' } }],
    [
      'events',
      'events',
      'PutEvents',
      { Entries: [{ Source: 's' }] },
      { FailedEntryCount: 0, Entries: [] },
    ],
    ['secrets', 'secretsmanager', 'GetSecretValue', { SecretId: 's' }, { SecretString: 'hush' }],
    [
      'cognito',
      'cognito-idp',
      'InitiateAuth',
      { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: 'c' },
      { Session: 's' },
    ],
    ['ses', 'ses', 'SendEmail', { FromEmailAddress: 'a@b.c', Content: {} }, { MessageId: 'm' }],
  ])(
    '%s: sends the input and returns the output',
    async (client, name, operation, input, output) => {
      const { service, calls } = scripted(name, () => output);
      const { result } = await send([service], { client, command: `${operation}Command`, input });
      expect(calls).toEqual([{ operation, input, caller }]);
      expect(result.output).toEqual(output);
    },
  );
});

describe('an error of a service', () => {
  it('raises a typed exception with its further members', async () => {
    const { service } = scripted('dynamodb', () => {
      throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed', {
        fields: { Item: { id: { S: 'there already' } } },
      });
    });
    const { result } = await send([service], {
      client: 'dynamodb',
      command: 'PutItemCommand',
      input: { TableName: 't', Item: {} },
    });
    expect(result.error).toEqual({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item: { id: { S: 'there already' } },
      status: 400,
      typed: true,
    });
  });

  it('raises a typed exception from REST-JSON too', async () => {
    const { service } = scripted('ses', () => {
      throw new AwsError('MessageRejected', 'Email address is not verified.');
    });
    const { result } = await send([service], {
      client: 'ses',
      command: 'SendEmailCommand',
      input: { Content: {} },
    });
    expect(result.error).toMatchObject({ name: 'MessageRejected', status: 400, typed: true });
  });

  it('hears of a bug of ours as InternalFailure, and we hear of the bug', async () => {
    const bug = new TypeError('undefined is not a function');
    const { service } = scripted('kms', () => {
      throw bug;
    });
    const { result, reported } = await send([service], {
      client: 'kms',
      command: 'DescribeKeyCommand',
      input: { KeyId: 'k' },
    });
    expect(result.error).toMatchObject({ name: 'InternalFailure', status: 500 });
    expect(reported).toEqual([bug]);
  });

  it('names what the local cloud does not run', async () => {
    const { result } = await send([], {
      client: 'kms',
      command: 'DescribeKeyCommand',
      input: { KeyId: 'k' },
    });
    expect(result.error).toMatchObject({
      name: 'UnknownOperationException',
      message: 'The local cloud does not run kms:DescribeKey',
    });
  });
});
