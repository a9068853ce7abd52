import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Random } from '../kernel/random.ts';
import { AwsError } from '../kernel/service.ts';
import type { KmsKey } from './keys.ts';

export type EncryptionContext = Readonly<Record<string, string>>;

const format = 1;
const ivBytes = 12;
const tagBytes = 16;

/** The same context in another order is the same context. */
const authenticated = (context: EncryptionContext): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));

/** Seals bytes under a key with AES-256-GCM. Laid out as format, length of the key id, key id, IV, tag, ciphertext. */
export const seal = (
  random: Random,
  { id, material }: KmsKey,
  plaintext: Uint8Array,
  context: EncryptionContext,
): Buffer => {
  const iv = random.bytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', material, iv).setAAD(authenticated(context));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const keyId = Buffer.from(id);
  return Buffer.concat([
    Buffer.from([format, keyId.length]),
    keyId,
    iv,
    cipher.getAuthTag(),
    sealed,
  ]);
};

/** The id of the key that something was sealed under; undefined when it is no ciphertext of ours. */
export const keyIdOf = (ciphertext: Uint8Array): string | undefined => {
  const length = ciphertext[1] ?? 0;
  if (ciphertext[0] !== format || ciphertext.length < 2 + length + ivBytes + tagBytes)
    return undefined;
  return Buffer.from(ciphertext.subarray(2, 2 + length)).toString('utf8');
};

/** Opens what `seal` made; throws `InvalidCiphertextException` on another key, another context or a changed byte. */
export const unseal = (
  { id, material }: KmsKey,
  ciphertext: Uint8Array,
  context: EncryptionContext,
): Buffer => {
  const ivAt = 2 + Buffer.byteLength(id);
  const tagAt = ivAt + ivBytes;
  const sealedAt = tagAt + tagBytes;
  try {
    const decipher = createDecipheriv('aes-256-gcm', material, ciphertext.subarray(ivAt, tagAt))
      .setAAD(authenticated(context))
      .setAuthTag(ciphertext.subarray(tagAt, sealedAt));
    return Buffer.concat([decipher.update(ciphertext.subarray(sealedAt)), decipher.final()]);
  } catch {
    throw new AwsError('InvalidCiphertextException', '');
  }
};
