import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { expect, it } from 'vitest';
import { createSeededRandom } from '../../../local/kernel/random.ts';
import { generateSecret } from '../../../local/secrets/generate.ts';
import { createSecrets } from '../../../local/secrets/secrets.ts';
import { declare, testWorld } from '../http/doors.ts';
import { clientOf } from '../http/sdk.ts';

const arn = 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:assay/local/bank/webhook';
const resources = declare({
  Webhook: {
    type: 'AWS::SecretsManager::Secret',
    ref: arn,
    arn,
    properties: {
      Name: 'assay/local/bank/webhook',
      GenerateSecretString: {
        SecretStringTemplate: '{"kind":"webhook"}',
        GenerateStringKey: 'current',
        PasswordLength: 44,
        ExcludePunctuation: true,
      },
    },
  },
});
const start = (world = testWorld()) => {
  const secrets = createSecrets({ world, resources });
  return { world, secrets, client: new SecretsManagerClient(clientOf(world, secrets)) };
};
const get = (more: object = {}) => new GetSecretValueCommand({ SecretId: arn, ...more });

it('generates a value as the template asks, once', async () => {
  const { client, world, secrets } = start();
  const { SecretString = '', Name, CreatedDate } = await client.send(get());
  expect(Name).toBe('assay/local/bank/webhook');
  expect(CreatedDate).toEqual(new Date('2026-11-23T10:00:00Z'));
  expect(JSON.parse(SecretString)).toEqual({
    kind: 'webhook',
    current: expect.stringMatching(/^[A-Za-z0-9]{44}$/),
  });
  expect(start(world).secrets.read('assay/local/bank/webhook')).toBe(SecretString);
  expect(secrets.read(arn)).toBe(SecretString);
});

it('puts a new value, keeps the last, and puts a pending one aside', async () => {
  const { client, secrets } = start();
  const first = secrets.read(arn);
  await client.send(new PutSecretValueCommand({ SecretId: arn, SecretString: 'second' }));
  await client.send(
    new PutSecretValueCommand({
      SecretId: arn,
      SecretString: 'third',
      VersionStages: ['AWSPENDING'],
    }),
  );
  const values = [];
  for (const VersionStage of ['AWSCURRENT', 'AWSPREVIOUS', 'AWSPENDING'])
    values.push((await client.send(get({ VersionStage }))).SecretString);
  expect(values).toEqual(['second', first, 'third']);
});

it('rotates: the pending version becomes current, and the current previous', async () => {
  const { client, secrets } = start();
  const { VersionId: before } = await client.send(get());
  const pending = await client.send(
    new PutSecretValueCommand({
      SecretId: arn,
      SecretString: 'next',
      VersionStages: ['AWSPENDING'],
    }),
  );
  const move = { SecretId: arn, VersionStage: 'AWSCURRENT', MoveToVersionId: pending.VersionId };
  await expect(client.send(new UpdateSecretVersionStageCommand(move))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await client.send(new UpdateSecretVersionStageCommand({ ...move, RemoveFromVersionId: before }));
  expect(secrets.read(arn)).toBe('next');
  const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId: arn }));
  expect(VersionIdsToStages).toEqual({
    [String(before)]: ['AWSPREVIOUS'],
    [String(pending.VersionId)]: ['AWSCURRENT', 'AWSPENDING'],
  });
});

it('takes a repeated token once, and never for another value', async () => {
  const { client } = start();
  const ClientRequestToken = 'a'.repeat(32);
  const put = (SecretString: string) =>
    client.send(new PutSecretValueCommand({ SecretId: arn, SecretString, ClientRequestToken }));
  await put('second');
  expect((await put('second')).VersionId).toBe(ClientRequestToken);
  await expect(put('other')).rejects.toMatchObject({ name: 'ResourceExistsException' });
});

it('knows no other secret, stage or operation', async () => {
  const { client, secrets } = start();
  const unknown = { name: 'ResourceNotFoundException' };
  await expect(client.send(get({ SecretId: 'nothing' }))).rejects.toMatchObject(unknown);
  await expect(client.send(get({ VersionStage: 'AWSPREVIOUS' }))).rejects.toMatchObject(unknown);
  const call = {
    operation: 'DeleteSecret',
    input: { SecretId: arn },
    caller: { kind: 'cloud', name: 'test' },
  } as const;
  await expect(secrets.call(call)).rejects.toThrow('DeleteSecret');
  expect(secrets.permissions({ ...call, operation: 'GetSecretValue' })).toEqual([
    { action: 'secretsmanager:GetSecretValue', resource: arn, context: {} },
  ]);
});

it('makes passwords of every asked kind and of no other', () => {
  const random = createSeededRandom(1);
  for (let n = 0; n < 200; n++) {
    expect(generateSecret(random, { PasswordLength: 4 })).toMatch(
      /^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[^A-Za-z0-9]).{4}$/,
    );
    const some = {
      PasswordLength: 20,
      ExcludeLowercase: true,
      ExcludePunctuation: true,
      ExcludeCharacters: 'O0',
    };
    expect(generateSecret(random, some)).toMatch(/^[A-NP-Z1-9]{20}$/);
  }
});
