import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { required } from '../env.ts';
import { dynamo } from '../store/client.ts';

/**
 * Keys in two tiers, as the hierarchical keyring of the AWS Database Encryption SDK has them: KMS wraps a few wrapping
 * keys, which an instance keeps in memory; they wrap one data key per person. Deleting a person's row erases that person.
 */
const wrappingKeys = 16;
const keysKeptMax = 5_000;
const kms = new KMSClient({ maxAttempts: 4 });
const wrappingCache = new Map<string, Promise<Buffer>>();
const personCache = new Map<string, Buffer>();

const context = (name: string) => ({ purpose: 'person-keys', name });

const read = async (person: string, attribute: string, ConsistentRead: boolean) =>
  (
    await dynamo.send(
      new GetItemCommand({
        TableName: required('personKeysTable'),
        Key: { person: { S: person } },
        ConsistentRead,
      }),
    )
  ).Item?.[attribute]?.B;

/** An old read may miss a key that was made a moment ago: that there is none is believed of a strong one alone. */
const get = async (person: string, attribute: string): Promise<Buffer | undefined> => {
  const value = (await read(person, attribute, false)) ?? (await read(person, attribute, true));
  return value === undefined ? undefined : Buffer.from(value);
};

/** Stores a key unless one is there already; answers whether ours is the one that stands. */
const putOnce = async (person: string, attribute: string, wrapped: Uint8Array) => {
  try {
    await dynamo.send(
      new PutItemCommand({
        TableName: required('personKeysTable'),
        Item: { person: { S: person }, [attribute]: { B: wrapped } },
        ConditionExpression: 'attribute_not_exists(person)',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/** What KMS must answer with. */
const given = (bytes: Uint8Array | undefined): Buffer => {
  if (bytes === undefined) throw new Error('KMS answered without a key');
  return Buffer.from(bytes);
};

const decrypt = async (name: string, wrapped: Buffer): Promise<Buffer> => {
  const { Plaintext } = await kms.send(
    new DecryptCommand({ CiphertextBlob: wrapped, EncryptionContext: context(name) }),
  );
  return given(Plaintext);
};

const loadWrappingKey = async (name: string): Promise<Buffer> => {
  const stored = await get(name, 'kmsWrapped');
  if (stored !== undefined) return decrypt(name, stored);
  const made = await kms.send(
    new GenerateDataKeyCommand({
      KeyId: required('personalDataKeyArn'),
      KeySpec: 'AES_256',
      EncryptionContext: context(name),
    }),
  );
  if (await putOnce(name, 'kmsWrapped', given(made.CiphertextBlob))) return given(made.Plaintext);
  return loadWrappingKey(name);
};

const wrappingKeyOf = (person: string): Promise<Buffer> => {
  const shard = (createHash('sha256').update(person).digest()[0] ?? 0) % wrappingKeys;
  const name = `wrapping#${shard}`;
  const cached = wrappingCache.get(name);
  if (cached !== undefined) return cached;
  const loading = loadWrappingKey(name);
  wrappingCache.set(name, loading);
  loading.catch(() => wrappingCache.delete(name));
  return loading;
};

/** AES-256-GCM: nonce (12 bytes), ciphertext, tag (16 bytes). */
export const encrypt = (key: Buffer, plain: Uint8Array, aad: string): Buffer => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/** The inverse of `encrypt`. Throws when key, text or additional data do not belong together. */
export const decryptWith = (key: Buffer, sealed: Buffer, aad: string): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
    .setAAD(Buffer.from(aad))
    .setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
};

const keep = (person: string, key: Buffer): Buffer => {
  const [oldest] = personCache.keys();
  if (personCache.size >= keysKeptMax && oldest !== undefined) personCache.delete(oldest);
  personCache.set(person, key);
  return key;
};

/** A person's data key; undefined when there is none, or none any more. */
export const personKey = async (person: string): Promise<Buffer | undefined> => {
  const cached = personCache.get(person);
  if (cached !== undefined) return cached;
  const wrapped = await get(person, 'wrapped');
  if (wrapped === undefined) return undefined;
  return keep(person, decryptWith(await wrappingKeyOf(person), wrapped, person));
};

/** A person's data key, made at the first call. */
export const ensurePersonKey = async (person: string): Promise<Buffer> => {
  const existing = await personKey(person);
  if (existing !== undefined) return existing;
  const key = randomBytes(32);
  const wrapped = encrypt(await wrappingKeyOf(person), key, person);
  if (await putOnce(person, 'wrapped', wrapped)) return keep(person, key);
  return ensurePersonKey(person);
};

/**
 * Erases a person: what their key sealed can be read by nobody any more. Instances that hold the key in memory forget it
 * with themselves, within hours; backups of the table keep it for 35 days.
 */
export const deletePersonKey = async (person: string): Promise<void> => {
  personCache.delete(person);
  await dynamo.send(
    new DeleteItemCommand({
      TableName: required('personKeysTable'),
      Key: { person: { S: person } },
    }),
  );
};
