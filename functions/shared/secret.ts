import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const secrets = new SecretsManagerClient({ maxAttempts: 4 });
/** Rotation is seen after this long; until then both old and new secrets are in force. */
const keptMs = 60_000;
const cache = new Map<string, { readonly value: unknown; readonly untilMs: number }>();

/** A secret's JSON, kept for a minute. `fresh` reads it again: the one that is kept was refused. */
export const secretJson = async <Value>(arn: string, fresh = false): Promise<Value> => {
  const cached = cache.get(arn);
  if (!fresh && cached !== undefined && cached.untilMs > Date.now()) return cached.value as Value;
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: arn }));
  const value: unknown = JSON.parse(SecretString ?? '{}');
  cache.set(arn, { value, untilMs: Date.now() + keptMs });
  return value as Value;
};
