import { randomBytes } from 'node:crypto';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { SecretsManagerRotationEvent } from 'aws-lambda';
import type { QuoteKeys } from './quotes.ts';

const secrets = new SecretsManagerClient({ maxAttempts: 4 });
const keyBytes = 32;

/**
 * Keys move up one place: what was announced as next now signs, what signed is still accepted. The first rotation only
 * announces, so that no instance ever meets a signature by a key that it has not read.
 */
const rotated = ({ current, next }: QuoteKeys, fresh: string): QuoteKeys =>
  next === undefined ? { current, next: fresh } : { current: next, next: fresh, previous: current };

const prepare = async (SecretId: string, ClientRequestToken: string): Promise<void> => {
  const { SecretString = '{}' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  const keys = rotated(
    JSON.parse(SecretString) as QuoteKeys,
    randomBytes(keyBytes).toString('base64url'),
  );
  try {
    await secrets.send(
      new PutSecretValueCommand({
        SecretId,
        ClientRequestToken,
        SecretString: JSON.stringify(keys),
        VersionStages: ['AWSPENDING'],
      }),
    );
  } catch (error) {
    // An earlier try of this rotation prepared its keys.
    if (!(error instanceof ResourceExistsException)) throw error;
  }
};

const finish = async (SecretId: string, token: string): Promise<void> => {
  const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId }));
  const holder = Object.entries(VersionIdsToStages).find(([, stages]) =>
    stages.includes('AWSCURRENT'),
  )?.[0];
  if (holder === token) return;
  await secrets.send(
    new UpdateSecretVersionStageCommand({
      SecretId,
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: token,
      RemoveFromVersionId: holder,
    }),
  );
};

/**
 * Rotates the keys of quotes in the four steps of Secrets Manager (user guide, "Rotation by Lambda function"). Nobody
 * else holds them, so there is nothing to set elsewhere and nothing to try out.
 */
export const handler = async ({
  Step,
  SecretId,
  ClientRequestToken,
}: SecretsManagerRotationEvent): Promise<void> => {
  if (Step === 'createSecret') await prepare(SecretId, ClientRequestToken);
  if (Step === 'finishSecret') await finish(SecretId, ClientRequestToken);
};
