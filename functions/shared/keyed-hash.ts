import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { required } from './env.ts';

const kms = new KMSClient({ maxAttempts: 4 });

/**
 * The keyed hash (HMAC-SHA-256, base64url) under which something personal is found: equal things have equal hashes, and
 * without the key, which KMS never gives out, a hash tells nobody what it is of.
 */
export const keyedHash = async (
  key: 'emailIndexKeyArn' | 'ibanIndexKeyArn',
  text: string,
): Promise<string> => {
  const { Mac } = await kms.send(
    new GenerateMacCommand({
      KeyId: required(key),
      MacAlgorithm: 'HMAC_SHA_256',
      Message: Buffer.from(text),
    }),
  );
  if (Mac === undefined) throw new Error('KMS answered without a code');
  return Buffer.from(Mac).toString('base64url');
};
