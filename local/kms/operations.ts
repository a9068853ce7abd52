import { createHmac, createPublicKey, sign, timingSafeEqual, verify } from 'node:crypto';
import type { Random } from '../kernel/random.ts';
import { AwsError } from '../kernel/service.ts';
import { keyIdOf, seal, unseal } from './envelope.ts';
import { type Keys, type KmsKey, privateKeyOf } from './keys.ts';

// biome-ignore lint/suspicious/noExplicitAny: the shapes are AWS's; each operation checks what it reads.
export type Input = any;
export type Operation = (input: Input) => Record<string, unknown>;

const messageBytesMax = 4096;
const dataKeyBytesMax = 1024;

const invalid = (message: string) => new AwsError('ValidationException', message);

/** A blob of the API: base64 in JSON, or bytes from a caller in this process. */
export const bytesOf = (value: unknown, member: string, bytesMax = messageBytesMax): Buffer => {
  const bytes =
    value instanceof Uint8Array
      ? Buffer.from(value)
      : typeof value === 'string'
        ? Buffer.from(value, 'base64')
        : Buffer.alloc(0);
  if (bytes.length === 0 || bytes.length > bytesMax)
    throw invalid(`Value at '${member}' must have a length between 1 and ${bytesMax}`);
  return bytes;
};

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const ciphertextBytesMax = 6144;

/** The key that a ciphertext names; one given beside it must be that very key. */
export const sealingKey = (keys: Keys, ciphertext: Uint8Array, keyId?: string): KmsKey => {
  const named = keyIdOf(ciphertext);
  if (named === undefined) throw new AwsError('InvalidCiphertextException', '');
  const key = keys.usable(named, 'ENCRYPT_DECRYPT');
  if (keyId !== undefined && keys.find(keyId).id !== key.id)
    throw new AwsError(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
    );
  return key;
};

const dataKeyLength = ({ KeySpec, NumberOfBytes }: Input): number => {
  if ((KeySpec === undefined) === (NumberOfBytes === undefined))
    throw invalid('Please specify either number of bytes or key spec.');
  const bytes = KeySpec === 'AES_256' ? 32 : KeySpec === 'AES_128' ? 16 : Number(NumberOfBytes);
  if (!Number.isInteger(bytes) || bytes < 1 || bytes > dataKeyBytesMax)
    throw invalid(`A data key has between 1 and ${dataKeyBytesMax} bytes`);
  return bytes;
};

const symmetric = (keys: Keys, random: Random): Record<string, Operation> => {
  const newDataKey = (input: Input) => {
    const key = keys.usable(input.KeyId, 'ENCRYPT_DECRYPT');
    const plaintext = random.bytes(dataKeyLength(input));
    const sealed = seal(random, key, plaintext, input.EncryptionContext ?? {});
    return { KeyId: key.arn, Plaintext: base64(plaintext), CiphertextBlob: base64(sealed) };
  };
  const open = (input: Input, blob: Buffer) => {
    const key = sealingKey(keys, blob, input.KeyId);
    return { key, plaintext: unseal(key, blob, input.EncryptionContext ?? {}) };
  };
  const algorithm = 'SYMMETRIC_DEFAULT';
  return {
    Encrypt: (input) => {
      const key = keys.usable(input.KeyId, 'ENCRYPT_DECRYPT');
      const plaintext = bytesOf(input.Plaintext, 'plaintext');
      const sealed = seal(random, key, plaintext, input.EncryptionContext ?? {});
      return { KeyId: key.arn, CiphertextBlob: base64(sealed), EncryptionAlgorithm: algorithm };
    },
    Decrypt: (input) => {
      const blob = bytesOf(input.CiphertextBlob, 'ciphertextBlob', ciphertextBytesMax);
      const { key, plaintext } = open(input, blob);
      return { KeyId: key.arn, Plaintext: base64(plaintext), EncryptionAlgorithm: algorithm };
    },
    ReEncrypt: (input) => {
      const blob = bytesOf(input.CiphertextBlob, 'ciphertextBlob', ciphertextBytesMax);
      const source = { KeyId: input.SourceKeyId, EncryptionContext: input.SourceEncryptionContext };
      const { key, plaintext } = open(source, blob);
      const target = keys.usable(input.DestinationKeyId, 'ENCRYPT_DECRYPT');
      const sealed = seal(random, target, plaintext, input.DestinationEncryptionContext ?? {});
      return { CiphertextBlob: base64(sealed), SourceKeyId: key.arn, KeyId: target.arn };
    },
    GenerateDataKey: newDataKey,
    GenerateDataKeyWithoutPlaintext: (input) => {
      const { KeyId, CiphertextBlob } = newDataKey(input);
      return { KeyId, CiphertextBlob };
    },
  };
};

const macs = (keys: Keys): Record<string, Operation> => {
  const macOf = ({ KeyId, Message, MacAlgorithm }: Input) => {
    const key = keys.usable(KeyId, 'GENERATE_VERIFY_MAC');
    if (MacAlgorithm !== 'HMAC_SHA_256')
      throw new AwsError(
        'InvalidKeyUsageException',
        `Algorithm ${MacAlgorithm} is incompatible with key spec ${key.spec}.`,
      );
    const mac = createHmac('sha256', key.material).update(bytesOf(Message, 'message')).digest();
    return { key, mac };
  };
  return {
    GenerateMac: (input) => {
      const { key, mac } = macOf(input);
      return { KeyId: key.arn, Mac: base64(mac), MacAlgorithm: input.MacAlgorithm };
    },
    VerifyMac: (input) => {
      const { key, mac } = macOf(input);
      const given = bytesOf(input.Mac, 'mac');
      if (given.length !== mac.length || !timingSafeEqual(given, mac))
        throw new AwsError('KMSInvalidMacException', '');
      return { KeyId: key.arn, MacValid: true, MacAlgorithm: input.MacAlgorithm };
    },
  };
};

const signatures = (keys: Keys): Record<string, Operation> => {
  const checked = ({ KeyId, Message, MessageType = 'RAW', SigningAlgorithm }: Input) => {
    const key = keys.usable(KeyId, 'SIGN_VERIFY');
    // Node hashes what it signs, so a digest that is already made cannot be signed as such.
    if (SigningAlgorithm !== 'ECDSA_SHA_256' || MessageType !== 'RAW')
      throw invalid('Only ECDSA_SHA_256 over MessageType RAW is supported here.');
    return { key, message: bytesOf(Message, 'message') };
  };
  return {
    Sign: (input) => {
      const { key, message } = checked(input);
      const signature = sign('sha256', message, privateKeyOf(key));
      return {
        KeyId: key.arn,
        Signature: base64(signature),
        SigningAlgorithm: input.SigningAlgorithm,
      };
    },
    Verify: (input) => {
      const { key, message } = checked(input);
      const given = bytesOf(input.Signature, 'signature');
      if (!verify('sha256', message, createPublicKey(privateKeyOf(key)), given))
        throw new AwsError('KMSInvalidSignatureException', '');
      return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: input.SigningAlgorithm };
    },
    GetPublicKey: ({ KeyId }) => {
      const key = keys.usable(KeyId, 'SIGN_VERIFY');
      const spki = createPublicKey(privateKeyOf(key)).export({ format: 'der', type: 'spki' });
      const { arn, spec, usage } = key;
      return {
        KeyId: arn,
        PublicKey: base64(spki),
        KeySpec: spec,
        KeyUsage: usage,
        SigningAlgorithms: ['ECDSA_SHA_256'],
      };
    },
  };
};

const describe = (keys: Keys): Operation => {
  return ({ KeyId }) => {
    const { id, arn, spec, usage, description, enabled, createdMs } = keys.find(KeyId);
    return {
      KeyMetadata: {
        KeyId: id,
        Arn: arn,
        AWSAccountId: arn.split(':')[4],
        CreationDate: createdMs / 1000,
        Description: description,
        Enabled: enabled,
        KeyManager: 'CUSTOMER',
        KeySpec: spec,
        KeyState: enabled ? 'Enabled' : 'Disabled',
        KeyUsage: usage,
        Origin: 'AWS_KMS',
        MultiRegion: false,
      },
    };
  };
};

/** Every operation of KMS that is known here, by name. */
export const operationsOf = (keys: Keys, random: Random): ReadonlyMap<string, Operation> =>
  new Map(
    Object.entries({
      ...symmetric(keys, random),
      ...macs(keys),
      ...signatures(keys),
      DescribeKey: describe(keys),
    }),
  );
