import type { Resources } from '../kernel/resources.ts';
import { AwsError, type Call, type Permission, type Service } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import type { EncryptionContext } from './envelope.ts';
import { type Keys, openKeys } from './keys.ts';
import { bytesOf, type Input, operationsOf, sealingKey } from './operations.ts';

const contextKeys = (context: EncryptionContext | undefined): Permission['context'] => {
  if (context === undefined || Object.keys(context).length === 0) return {};
  const single = Object.entries(context).map(([name, value]) => [
    `kms:EncryptionContext:${name}`,
    value,
  ]);
  return {
    ...Object.fromEntries(single),
    'kms:EncryptionContextKeys': Object.keys(context),
  };
};

const aliasOf = (keyId: unknown): Permission['context'] => {
  const alias = /(?:^|:)(alias\/.+)$/.exec(String(keyId))?.[1];
  return alias === undefined ? {} : { 'kms:RequestAlias': alias };
};

/** The rights a call needs. What cannot be told (no such key, no ciphertext) the call itself will refuse. */
const permissionsOf = (keys: Keys, operation: string, input: Input): readonly Permission[] => {
  const sealedUnder = () => sealingKey(keys, bytesOf(input.CiphertextBlob, 'ciphertextBlob', 6144));
  if (operation === 'ReEncrypt')
    return [
      {
        action: 'kms:ReEncryptFrom',
        resource: sealedUnder().arn,
        context: contextKeys(input.SourceEncryptionContext) ?? {},
      },
      {
        action: 'kms:ReEncryptTo',
        resource: keys.find(input.DestinationKeyId).arn,
        context: contextKeys(input.DestinationEncryptionContext) ?? {},
      },
    ];
  const key = operation === 'Decrypt' ? sealedUnder() : keys.find(input.KeyId);
  const context = { ...contextKeys(input.EncryptionContext), ...aliasOf(input.KeyId) };
  return [{ action: `kms:${operation}`, resource: key.arn, context }];
};

/** KMS for the keys that the template declares: symmetric, HMAC and P-256. */
export const createKms = ({
  world,
  resources,
}: {
  readonly world: World;
  readonly resources: Resources;
}): Service => {
  const keys = openKeys(world, resources);
  const operations = operationsOf(keys, world.random);
  const operationOf = ({ operation }: Call) => {
    const found = operations.get(operation);
    if (found !== undefined) return found;
    throw new AwsError('UnknownOperationException', `KMS has no ${operation} here`);
  };
  return {
    name: 'kms',
    permissions: (call) => {
      operationOf(call);
      return permissionsOf(keys, call.operation, call.input);
    },
    call: async (call) => {
      const output = operationOf(call)(call.input);
      world.meter.add('kms.requests', 1, call.input.KeyId ?? call.operation);
      // A key made in this very turn must outlive the process before anything is sealed under it.
      await world.storage.durable();
      return output;
    },
  };
};
