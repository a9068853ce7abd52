import type { KeyAttribute } from './definition.ts';
import type { Engine } from './engine.ts';
import type { Index, Table } from './table.ts';

interface Keys {
  readonly partition: KeyAttribute;
  readonly sort?: KeyAttribute;
}

const keySchema = ({ partition, sort }: Keys) => [
  { AttributeName: partition.name, KeyType: 'HASH' },
  ...(sort ? [{ AttributeName: sort.name, KeyType: 'RANGE' }] : []),
];

const attributes = (table: Table) => {
  const types = new Map<string, string>();
  for (const keys of [table, ...table.indexes]) {
    for (const key of [keys.partition, keys.sort]) if (key) types.set(key.name, key.type);
  }
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
};

const indexDescription = (table: Table, index: Index) => ({
  IndexName: index.name,
  IndexArn: `${table.arn}/index/${index.name}`,
  KeySchema: keySchema(index),
  Projection: {
    ProjectionType: index.projection,
    ...(index.included && { NonKeyAttributes: index.included }),
  },
  ...(index.kind === 'global' && { IndexStatus: 'ACTIVE' }),
});

/** Answers DescribeTable from the definition, with the items counted now. Throws ResourceNotFoundException. */
export const describeTable = (engine: Engine, input: { readonly TableName?: string }) => {
  const table = engine.tableOf(input.TableName);
  const { items, bytes } = engine.store.count(table.id);
  const indexes = (kind: Index['kind']) =>
    table.indexes
      .filter((index) => index.kind === kind)
      .map((index) => indexDescription(table, index));
  const local = indexes('local');
  const global = indexes('global');
  return {
    Table: {
      TableName: table.name,
      TableArn: table.arn,
      TableStatus: 'ACTIVE',
      KeySchema: keySchema(table),
      AttributeDefinitions: attributes(table),
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ItemCount: items,
      TableSizeBytes: bytes,
      ...(local.length > 0 && { LocalSecondaryIndexes: local }),
      ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
      ...(table.stream && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: table.stream },
        LatestStreamArn: `${table.arn}/stream/1`,
        LatestStreamLabel: '1',
      }),
    },
  };
};

/** Answers DescribeTimeToLive. Throws ResourceNotFoundException. */
export const describeTimeToLive = (engine: Engine, input: { readonly TableName?: string }) => {
  const { ttl } = engine.tableOf(input.TableName);
  return {
    TimeToLiveDescription: ttl
      ? { TimeToLiveStatus: 'ENABLED', AttributeName: ttl }
      : { TimeToLiveStatus: 'DISABLED' },
  };
};

export const listTables = (engine: Engine) => ({ TableNames: [...engine.tables.keys()].sort() });
