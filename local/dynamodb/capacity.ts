/** Units of one request, by table and index. */
export interface Usage {
  readonly table: number;
  /** By index name, in the order of the table's indexes. */
  readonly indexes: ReadonlyMap<string, IndexUsage>;
}

export interface IndexUsage {
  readonly kind: 'global' | 'local';
  readonly units: number;
}

const writeUnitBytes = 1024;
const readUnitBytes = 4096;
const noIndexes: Usage['indexes'] = new Map();

/**
 * Write units of an item: 1 per started KB of the larger of the item before and after, at least 1.
 * Source: Amazon DynamoDB Developer Guide, "DynamoDB read and write operations".
 */
export const writeUnits = (sizeBefore: number, sizeAfter: number): number =>
  Math.max(1, Math.ceil(Math.max(sizeBefore, sizeAfter) / writeUnitBytes));

/** How a read is priced: eventually consistent costs half, a transaction twice. */
export type ReadMode = 'eventual' | 'strong' | 'transaction';

const readFactor: Readonly<Record<ReadMode, number>> = { eventual: 0.5, strong: 1, transaction: 2 };

/** Read units of `bytes` read together: 1 per started 4 KB when strongly consistent, at least 1. */
export const readUnits = (bytes: number, mode: ReadMode): number =>
  Math.max(1, Math.ceil(bytes / readUnitBytes)) * readFactor[mode];

export const tableUsage = (units: number): Usage => ({ table: units, indexes: noIndexes });

export const sumUsage = (usages: readonly Usage[]): Usage => {
  const indexes = new Map<string, IndexUsage>();
  let table = 0;
  for (const usage of usages) {
    table += usage.table;
    for (const [name, { kind, units }] of usage.indexes) {
      indexes.set(name, { kind, units: units + (indexes.get(name)?.units ?? 0) });
    }
  }
  return { table, indexes };
};

/** A transaction's writes cost twice: one to prepare, one to commit. */
export const doubled = (usage: Usage): Usage => sumUsage([usage, usage]);

export const totalUnits = (usage: Usage): number => {
  let total = usage.table;
  for (const { units } of usage.indexes.values()) total += units;
  return total;
};

export type CapacityWanted = 'NONE' | 'TOTAL' | 'INDEXES';

/** Transactions say which way their units went; other requests do not. */
export type CapacityKind = 'plain' | 'read' | 'write';

const unitsOf = (units: number, kind: CapacityKind) => ({
  CapacityUnits: units,
  ...(kind === 'read' && { ReadCapacityUnits: units }),
  ...(kind === 'write' && { WriteCapacityUnits: units }),
});

const ofKind = (usage: Usage, kind: IndexUsage['kind'], capacity: CapacityKind) => {
  const chosen = [...usage.indexes].filter(([, index]) => index.kind === kind);
  if (chosen.length === 0) return undefined;
  return Object.fromEntries(chosen.map(([name, { units }]) => [name, unitsOf(units, capacity)]));
};

/** `ConsumedCapacity` of one table as the API reports it. */
export const consumedCapacity = (
  tableName: string,
  usage: Usage,
  wanted: CapacityWanted,
  kind: CapacityKind = 'plain',
) => {
  const total = { TableName: tableName, ...unitsOf(totalUnits(usage), kind) };
  if (wanted === 'TOTAL') return total;
  const local = ofKind(usage, 'local', kind);
  const global = ofKind(usage, 'global', kind);
  return {
    ...total,
    Table: unitsOf(usage.table, kind),
    ...(local && { LocalSecondaryIndexes: local }),
    ...(global && { GlobalSecondaryIndexes: global }),
  };
};
