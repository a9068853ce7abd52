import type { Resource, Resources } from '../kernel/resources.ts';
import { AwsError, type Service } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import { generateSecret } from './generate.ts';
import { openVersions, type Version, type Versions } from './versions.ts';

// biome-ignore lint/suspicious/noExplicitAny: the shapes are AWS's; each operation checks what it reads.
type Input = any;
type Operation = (secret: Resource, input: Input) => Record<string, unknown>;

export interface Secrets extends Service {
  /** The current value of a secret, by name or ARN, for the sandbox world that shares it. */
  readonly read: (nameOrArn: string) => string;
  /** Puts a new current value, as a partner that rotates would have us do. */
  readonly write: (nameOrArn: string, value: string) => void;
}

const current = 'AWSCURRENT';
const valueBytesMax = 65_536;

const notFound = (message: string) => new AwsError('ResourceNotFoundException', message);

const nameOf = ({ properties, logicalId }: Resource): string => properties['Name'] ?? logicalId;

const finder = (resources: Resources) => {
  const secrets = resources.ofType('AWS::SecretsManager::Secret');
  return (id: unknown): Resource => {
    const found = secrets.find(
      (secret) => secret.arn === id || secret.ref === id || nameOf(secret) === id,
    );
    if (found === undefined) throw notFound("Secrets Manager can't find the specified secret.");
    return found;
  };
};

const described = (version: Version) => {
  const { versionId, value, binary, createdMs, stages } = version;
  return {
    ...(binary ? { SecretBinary: value } : { SecretString: value }),
    VersionId: versionId,
    VersionStages: stages,
    CreatedDate: createdMs / 1000,
  };
};

const putValue = (versions: Versions, world: World): Operation => {
  return (secret, { SecretString, SecretBinary, ClientRequestToken, VersionStages }) => {
    const value = SecretString ?? SecretBinary;
    if (typeof value !== 'string' || Buffer.byteLength(value) > valueBytesMax)
      throw new AwsError(
        'InvalidParameterException',
        `A secret holds up to ${valueBytesMax} bytes.`,
      );
    const versionId: string = ClientRequestToken ?? world.random.uuid();
    const stages: readonly string[] = VersionStages ?? [current];
    const before = versions.byId(secret.ref, versionId);
    if (before !== undefined && before.value !== value)
      throw new AwsError(
        'ResourceExistsException',
        `You can't use ClientRequestToken ${versionId} because that value is already in use for a version of secret ${secret.arn}.`,
      );
    if (before === undefined) {
      const binary = SecretString === undefined;
      versions.add(secret.ref, { versionId, value, binary });
      for (const stage of stages) versions.move(secret.ref, stage, versionId);
    }
    return { ARN: secret.arn, Name: nameOf(secret), VersionId: versionId, VersionStages: stages };
  };
};

const getValue = (versions: Versions): Operation => {
  return (secret, { VersionId, VersionStage }) => {
    const stage = VersionStage ?? current;
    const version =
      VersionId === undefined
        ? versions.byStage(secret.ref, stage)
        : versions.byId(secret.ref, VersionId);
    const matches = VersionStage === undefined || version?.stages.includes(stage);
    if (version === undefined || !matches)
      throw notFound(
        `Secrets Manager can't find the specified secret value for ${VersionId === undefined ? `staging label: ${stage}` : `VersionId: ${VersionId}`}`,
      );
    return { ARN: secret.arn, Name: nameOf(secret), ...described(version) };
  };
};

const moveStage = (versions: Versions): Operation => {
  return (secret, { VersionStage, RemoveFromVersionId, MoveToVersionId }) => {
    const holder = versions.byStage(secret.ref, VersionStage)?.versionId;
    if (holder !== undefined && holder !== MoveToVersionId && holder !== RemoveFromVersionId)
      throw new AwsError(
        'InvalidParameterException',
        `The parameter RemoveFromVersionId can't be empty. Staging label ${VersionStage} is currently attached to version ${holder}, so you must explicitly reference that version in RemoveFromVersionId.`,
      );
    if (MoveToVersionId === undefined) versions.detach(secret.ref, VersionStage);
    else if (versions.byId(secret.ref, MoveToVersionId) === undefined)
      throw notFound(`Secrets Manager can't find version ${MoveToVersionId}.`);
    else versions.move(secret.ref, VersionStage, MoveToVersionId);
    return { ARN: secret.arn, Name: nameOf(secret) };
  };
};

const describe = (versions: Versions): Operation => {
  return (secret) => {
    const kept = versions.list(secret.ref).filter(({ stages }) => stages.length > 0);
    return {
      ARN: secret.arn,
      Name: nameOf(secret),
      Description: secret.properties['Description'],
      VersionIdsToStages: Object.fromEntries(kept.map((v) => [v.versionId, v.stages])),
    };
  };
};

/** What the template gives a secret at first: text as it stands, or a password of its making. */
const firstValue = (world: World, { properties }: Resource): string | undefined => {
  const { SecretString: text, GenerateSecretString: generation } = properties;
  if (text !== undefined) return text;
  return generation === undefined ? undefined : generateSecret(world.random, generation);
};

/** Secrets Manager for the secrets that the template declares. A first value is made once and kept. */
export const createSecrets = ({
  world,
  resources,
}: {
  readonly world: World;
  readonly resources: Resources;
}): Secrets => {
  const versions = openVersions(world);
  const find = finder(resources);
  const put = putValue(versions, world);
  for (const secret of resources.ofType('AWS::SecretsManager::Secret')) {
    if (versions.byStage(secret.ref, current) !== undefined) continue;
    const value = firstValue(world, secret);
    if (value !== undefined) put(secret, { SecretString: value });
  }
  const operations = new Map<string, Operation>([
    ['GetSecretValue', getValue(versions)],
    ['PutSecretValue', put],
    ['DescribeSecret', describe(versions)],
    ['UpdateSecretVersionStage', moveStage(versions)],
  ]);
  const operationOf = (name: string): Operation => {
    const found = operations.get(name);
    if (found !== undefined) return found;
    throw new AwsError('UnknownOperationException', `Secrets Manager has no ${name} here`);
  };
  return {
    name: 'secretsmanager',
    permissions: ({ operation, input }) => {
      operationOf(operation);
      const { arn } = find(input.SecretId);
      const stage = input.VersionStage;
      const context = stage === undefined ? {} : { 'secretsmanager:VersionStage': stage };
      return [{ action: `secretsmanager:${operation}`, resource: arn, context }];
    },
    call: async ({ operation, input }) => {
      const secret = find(input.SecretId);
      const output = operationOf(operation)(secret, input);
      world.meter.add('secrets.requests', 1, nameOf(secret));
      await world.storage.durable();
      return output;
    },
    read: (id) => String(getValue(versions)(find(id), {})['SecretString']),
    write: (id, value) => void put(find(id), { SecretString: value }),
  };
};
