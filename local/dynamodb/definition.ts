import type { Resource, Resources } from '../kernel/resources.ts';

type KeyType = 'S' | 'N' | 'B';

/** A key attribute: its name and type. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

export interface IndexDefinition {
  readonly name: string;
  readonly kind: 'global' | 'local';
  readonly partition: KeyAttribute;
  readonly sort?: KeyAttribute;
  readonly projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  /** The attributes that INCLUDE adds to the keys. */
  readonly included?: readonly string[];
}

export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

/** What the engine needs to know of a table. */
export interface TableDefinition {
  readonly name: string;
  readonly partition: KeyAttribute;
  readonly sort?: KeyAttribute;
  readonly indexes?: readonly IndexDefinition[];
  readonly stream?: StreamViewType;
  /** Name of the attribute that holds the second at which an item expires. */
  readonly ttl?: string;
}

interface KeySchemaEntry {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

const keysOf = (
  schema: readonly KeySchemaEntry[],
  types: Readonly<Record<string, KeyType>>,
): Pick<TableDefinition, 'partition' | 'sort'> => {
  const key = (kind: 'HASH' | 'RANGE'): KeyAttribute | undefined => {
    const name = schema.find((entry) => entry.KeyType === kind)?.AttributeName;
    return name === undefined ? undefined : { name, type: types[name] ?? 'S' };
  };
  const partition = key('HASH');
  const sort = key('RANGE');
  if (partition === undefined) throw new Error('a key schema needs a HASH attribute');
  return sort === undefined ? { partition } : { partition, sort };
};

// biome-ignore lint/suspicious/noExplicitAny: CloudFormation's index properties, read once and here.
type IndexProperties = any;

const indexOf = (
  kind: IndexDefinition['kind'],
  index: IndexProperties,
  types: Readonly<Record<string, KeyType>>,
): IndexDefinition => ({
  name: index.IndexName,
  kind,
  ...keysOf(index.KeySchema, types),
  projection: index.Projection?.ProjectionType ?? 'ALL',
  ...(index.Projection?.NonKeyAttributes && { included: index.Projection.NonKeyAttributes }),
});

const definitionOf = ({ properties, ref }: Resource): TableDefinition => {
  const types: Record<string, KeyType> = {};
  for (const attribute of properties['AttributeDefinitions']) {
    types[attribute.AttributeName] = attribute.AttributeType;
  }
  const local = properties['LocalSecondaryIndexes'] ?? [];
  const global = properties['GlobalSecondaryIndexes'] ?? [];
  const ttl = properties['TimeToLiveSpecification'];
  const stream = properties['StreamSpecification']?.StreamViewType;
  return {
    name: ref,
    ...keysOf(properties['KeySchema'], types),
    indexes: [
      ...local.map((index: IndexProperties) => indexOf('local', index, types)),
      ...global.map((index: IndexProperties) => indexOf('global', index, types)),
    ],
    ...(stream && { stream }),
    // CloudFormation sends booleans as text in places.
    ...(ttl && String(ttl.Enabled) === 'true' && { ttl: ttl.AttributeName }),
  };
};

/** The tables that the template declares. */
export const tablesOf = (resources: Resources): readonly TableDefinition[] =>
  [
    ...resources.ofType('AWS::DynamoDB::GlobalTable'),
    ...resources.ofType('AWS::DynamoDB::Table'),
  ].map(definitionOf);
