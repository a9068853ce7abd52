import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { normaliseEmail } from '../../domain/accounts/email.ts';
import { required } from '../shared/env.ts';

const kms = new KMSClient({ maxAttempts: 4 });

/** The keyed hash under which an address is known: it proves uniqueness and tells nobody the address. */
export const emailGuard = async (email: string): Promise<string> => {
  const { Mac } = await kms.send(
    new GenerateMacCommand({
      KeyId: required('emailIndexKeyArn'),
      MacAlgorithm: 'HMAC_SHA_256',
      Message: Buffer.from(normaliseEmail(email)),
    }),
  );
  if (Mac === undefined) throw new Error('KMS answered without a code');
  return `email#${Buffer.from(Mac).toString('base64url')}`;
};
