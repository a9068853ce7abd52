import { attributeDefinitions, keySchema, projectionInput } from './create-table-input.ts';
import type { Engine } from './engine.ts';
import type { Index, Table } from './table.ts';

const indexDescription = (table: Table, index: Index) => ({
  IndexName: index.name,
  IndexArn: `${table.arn}/index/${index.name}`,
  KeySchema: keySchema(index),
  Projection: projectionInput(index),
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
      AttributeDefinitions: attributeDefinitions(table),
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
