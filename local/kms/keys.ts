import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import type { Resource, Resources } from '../kernel/resources.ts';
import { AwsError } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';

type KeySpec = 'SYMMETRIC_DEFAULT' | 'HMAC_256' | 'ECC_NIST_P256';
type KeyUsage = 'ENCRYPT_DECRYPT' | 'GENERATE_VERIFY_MAC' | 'SIGN_VERIFY';

export interface KmsKey {
  readonly id: string;
  readonly arn: string;
  readonly spec: KeySpec;
  readonly usage: KeyUsage;
  readonly description: string;
  readonly enabled: boolean;
  readonly createdMs: number;
  /** Raw bytes, or a PKCS #8 private key (DER) where the key is a pair. */
  readonly material: Uint8Array;
}

export interface Keys {
  /** By id, ARN, alias or alias ARN; throws `NotFoundException`. */
  readonly find: (keyId: string) => KmsKey;
  /** The same, and refuses a key that is disabled or meant for something else. */
  readonly usable: (keyId: string, usage: KeyUsage) => KmsKey;
}

const materialBytes = 32;
const specs: readonly string[] = ['SYMMETRIC_DEFAULT', 'HMAC_256', 'ECC_NIST_P256'];

const newMaterial = (world: World, spec: KeySpec): Uint8Array =>
  spec === 'ECC_NIST_P256'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
        format: 'der',
        type: 'pkcs8',
      })
    : world.random.bytes(materialBytes);

/** The private key of a pair. */
export const privateKeyOf = ({ material }: KmsKey) =>
  createPrivateKey({ key: Buffer.from(material), format: 'der', type: 'pkcs8' });

const readKey = (world: World, { id, ref, arn, properties }: Resource): KmsKey => {
  const { db, begin } = world.storage;
  const spec = properties['KeySpec'] ?? 'SYMMETRIC_DEFAULT';
  if (!specs.includes(spec)) throw new Error(`${id}: keys of spec ${spec} are not supported here.`);
  const read = db.prepare('SELECT material, created_ms FROM kms_keys WHERE id = ?');
  if (read.get(ref) === undefined) {
    begin();
    db.prepare('INSERT INTO kms_keys (id, material, created_ms) VALUES (?, ?, ?)').run(
      ref,
      newMaterial(world, spec),
      world.timeline.now(),
    );
  }
  const row = read.get(ref) as { material: Uint8Array; created_ms: number };
  return {
    id: ref,
    arn,
    spec,
    usage: properties['KeyUsage'] ?? 'ENCRYPT_DECRYPT',
    description: properties['Description'] ?? '',
    enabled: properties['Enabled'] !== false,
    createdMs: row.created_ms,
    material: row.material,
  };
};

/** The keys of the template. Material is made once and kept: what was encrypted yesterday must open today. */
export const openKeys = (world: World, resources: Resources): Keys => {
  world.storage.db.exec(
    'CREATE TABLE IF NOT EXISTS kms_keys (id TEXT PRIMARY KEY, material BLOB NOT NULL, created_ms INTEGER NOT NULL) STRICT',
  );
  const byName = new Map<string, KmsKey>();
  for (const resource of resources.ofType('AWS::KMS::Key')) {
    const key = readKey(world, resource);
    byName.set(key.id, key).set(key.arn, key);
  }
  for (const { properties } of resources.ofType('AWS::KMS::Alias')) {
    const key = byName.get(properties['TargetKeyId']);
    const name: string = properties['AliasName'];
    if (key === undefined) continue;
    byName.set(name, key).set(key.arn.replace(/key\/.*$/, name), key);
  }
  const find = (keyId: string): KmsKey => {
    const key = byName.get(keyId);
    if (key === undefined) throw new AwsError('NotFoundException', `Key '${keyId}' does not exist`);
    return key;
  };
  return {
    find,
    usable: (keyId, usage) => {
      const key = find(keyId);
      if (!key.enabled) throw new AwsError('DisabledException', `${key.arn} is disabled.`);
      if (key.usage !== usage)
        throw new AwsError(
          'InvalidKeyUsageException',
          `${key.arn} key usage is ${key.usage} which is not valid for this operation.`,
        );
      return key;
    },
  };
};
