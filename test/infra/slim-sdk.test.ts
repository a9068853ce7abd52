import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { replacements } from '../../infra/shared/slim-modules.ts';
import { rewrites } from '../../infra/shared/slim-rewrites.ts';
import { dates } from '../../infra/shared/slim-sources.ts';
import { loadBundle } from './support/client-bundle.ts';

const modules = join(import.meta.dirname, '../../node_modules');
const clients = readdirSync(join(modules, '@aws-sdk')).filter((name) => name.startsWith('client-'));

/** Client, class of the client, class of the command, input. */
type Call = [string, string, string, object];

const calls: Call[] = [
  [
    'client-dynamodb',
    'DynamoDBClient',
    'GetItemCommand',
    { TableName: 't', Key: { k: { S: '1' } } },
  ],
  ['client-kms', 'KMSClient', 'DecryptCommand', { CiphertextBlob: Buffer.from('x') }],
  ['client-eventbridge', 'EventBridgeClient', 'PutEventsCommand', { Entries: [{ Source: 'a' }] }],
  ['client-secrets-manager', 'SecretsManagerClient', 'GetSecretValueCommand', { SecretId: 's' }],
  [
    'client-sesv2',
    'SESv2Client',
    'SendEmailCommand',
    { Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 'b' } } } } },
  ],
  [
    'client-apigatewaymanagementapi',
    'ApiGatewayManagementApiClient',
    'PostToConnectionCommand',
    { ConnectionId: 'c=', Data: Buffer.from('news') },
  ],
  ['client-sns', 'SNSClient', 'PublishCommand', { PhoneNumber: '+353861234567', Message: 'a & b' }],
  ['client-sfn', 'SFNClient', 'SendTaskSuccessCommand', { taskToken: 't', output: '{}' }],
  ['client-sqs', 'SQSClient', 'GetQueueUrlCommand', { QueueName: 'q' }],
  [
    'client-cognito-identity-provider',
    'CognitoIdentityProviderClient',
    'AdminGetUserCommand',
    { UserPoolId: 'p', Username: 'u' },
  ],
];

const sourceOf = ([client, Client, Command]: Call) => `
import { ${Client}, ${Command} } from '@aws-sdk/${client}';
export const send = (input, options) => new ${Client}(options).send(new ${Command}(input));
`;

interface Sent {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const text = (body: string | Uint8Array) =>
  typeof body === 'string' ? body : new TextDecoder().decode(body);

/** The request that a client makes, without what is random in it. */
const requestOf = async (call: Call, sdk: 'slim' | 'whole'): Promise<Sent> => {
  const { exports } = await loadBundle(sourceOf(call), sdk);
  let sent: Sent | undefined;
  const handle = async (request: Omit<Sent, 'body'> & { readonly body: string | Uint8Array }) => {
    const { method, hostname, path, headers } = request;
    sent = {
      method,
      hostname,
      path,
      headers: { ...headers },
      body: text(request.body),
    };
    throw Object.assign(new Error('seen'), { $metadata: {} });
  };
  await exports.send(call[3], { requestHandler: { handle } }).catch(() => undefined);
  if (sent === undefined) throw new Error('no request was made');
  return sent;
};

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY');
  vi.stubEnv('AWS_SESSION_TOKEN', 'session');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

describe('what is replaced', () => {
  it.each([...replacements, ...rewrites].map(({ module }) => module))('%s exists', (module) => {
    const paths = clients.map((client) => module.replace('client-*', client));
    expect(paths.filter((path) => !existsSync(join(modules, path)))).toEqual([]);
  });
});

describe.each(calls)('%s', (...call) => {
  it('asks and signs exactly as the whole SDK does', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 23) });
    const whole = await requestOf(call, 'whole');
    const slim = await requestOf(call, 'slim');
    expect(slim.headers['authorization']).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/);
    expect(slim).toEqual(whole);
  });
});

describe('a time of a service', async () => {
  type Readers = Readonly<Record<string, (value: unknown) => unknown>>;
  const whole: Readers = await import(
    join(modules, '@smithy/core/dist-cjs/submodules/serde/index.js')
  );
  const slim: Readers = await import(`data:text/javascript,${encodeURIComponent(dates)}`);

  it.each([
    ['parseEpochTimestamp', 1_760_000_000],
    ['parseEpochTimestamp', 1_760_000_000.1236],
    ['parseEpochTimestamp', '1760000000.5'],
    ['parseEpochTimestamp', undefined],
    ['parseRfc3339DateTime', '2026-11-23T10:00:00Z'],
    ['parseRfc3339DateTime', null],
    ['parseRfc3339DateTimeWithOffset', '2024-02-29T23:59:59.125Z'],
    ['parseRfc3339DateTimeWithOffset', '2026-11-23T10:00:00.5+02:00'],
    ['parseRfc7231DateTime', 'Mon, 23 Nov 2026 10:00:00 GMT'],
    ['dateToUtcString', new Date(Date.UTC(2026, 1, 3, 4, 5, 6))],
  ] as const)('is read by %s of %s as the whole SDK does', (name, value) => {
    expect(whole).toHaveProperty(name);
    expect(slim[name]?.(value)).toEqual(whole[name]?.(value));
  });

  it.each(['parseEpochTimestamp', 'parseRfc3339DateTimeWithOffset', 'parseRfc7231DateTime'])(
    'that is none is refused by %s',
    (name) => {
      expect(() => slim[name]?.('yesterday')).toThrow(TypeError);
    },
  );
});
