import type { IndexDefinition, KeyAttribute, TableDefinition } from './definition.ts';

interface Keys {
  readonly partition: KeyAttribute;
  readonly sort?: KeyAttribute;
}

/** `KeySchema` of a table or index. */
export const keySchema = ({ partition, sort }: Keys) => [
  { AttributeName: partition.name, KeyType: 'HASH' as const },
  ...(sort ? [{ AttributeName: sort.name, KeyType: 'RANGE' as const }] : []),
];

/** `AttributeDefinitions`: every key attribute of the table and its indexes, once. */
export const attributeDefinitions = (
  table: Keys & { readonly indexes?: readonly IndexDefinition[] },
) => {
  const types = new Map<string, KeyAttribute['type']>();
  for (const keys of [table, ...(table.indexes ?? [])]) {
    for (const key of [keys.partition, keys.sort]) if (key) types.set(key.name, key.type);
  }
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
};

/** `Projection` of an index. */
export const projectionInput = (index: IndexDefinition) => ({
  ProjectionType: index.projection,
  ...(index.included && { NonKeyAttributes: [...index.included] }),
});

const indexInput = (index: IndexDefinition) => ({
  IndexName: index.name,
  KeySchema: keySchema(index),
  Projection: projectionInput(index),
});

/** What CreateTable takes to make the table that a definition describes. */
export const createTableInput = (table: TableDefinition) => {
  const indexes = (kind: IndexDefinition['kind']) =>
    (table.indexes ?? []).filter((index) => index.kind === kind).map(indexInput);
  const local = indexes('local');
  const global = indexes('global');
  return {
    TableName: table.name,
    KeySchema: keySchema(table),
    AttributeDefinitions: attributeDefinitions(table),
    BillingMode: 'PAY_PER_REQUEST' as const,
    ...(local.length > 0 && { LocalSecondaryIndexes: local }),
    ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
    ...(table.stream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: table.stream },
    }),
  };
};
