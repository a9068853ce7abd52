import { readAssembly } from '../../local/kernel/assembly.ts';
import { createSystemRandom } from '../../local/kernel/random.ts';
import { openStorage } from '../../local/kernel/storage.ts';
import { resolveTemplates } from '../../local/kernel/template.ts';
import { createRealTimeline } from '../../local/kernel/timeline.ts';
import { type BulkTables, openTables } from '../../scripts/populate/tables.ts';
import type { Item } from '../simulation/stores.ts';
import { ledgerTables, readTableVariables } from './tables.ts';

const [account, region] = ['000000000000', 'eu-west-1'];
const perCall = 25;

type Folders = Readonly<Record<string, readonly Item[]>>;

/** The tables of a world at rest, from below: nobody is told of what is done to them here. */
export interface AtRest {
  readonly take: () => Folders;
  readonly wipe: () => void;
  /** Brings the ledger's tables back; the read tables are for a rebuild. */
  readonly restore: (tables: ReadonlyMap<string, readonly Item[]>) => Promise<void>;
  readonly close: () => void;
}

const itemsOf = ({ engine }: BulkTables, table: string): Item[] => {
  const items: Item[] = [];
  let start: unknown;
  do {
    const page = engine.callSync('Scan', {
      TableName: table,
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    }) as { readonly Items: Item[]; readonly LastEvaluatedKey?: unknown };
    items.push(...page.Items);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
};

const inBatches = ({ engine }: BulkTables, table: string, requests: readonly object[]): void => {
  for (let from = 0; from < requests.length; from += perCall)
    engine.callSync('BatchWriteItem', {
      RequestItems: { [table]: requests.slice(from, from + perCall) },
    });
};

/** Opens the database of a world that does not run. */
export const openAtRest = (database: string, assembly: string): AtRest => {
  const resources = resolveTemplates(readAssembly(assembly).stacks, { account, region });
  const storage = openStorage(database);
  const timeline = createRealTimeline();
  const meter = { add: () => undefined };
  const world = { timeline, random: createSystemRandom(), storage, meter, account, region };
  const tables = openTables({ world, resources });
  const variables = { ...ledgerTables, ...readTableVariables };
  const keysOf = (table: string): readonly string[] => {
    const declared = resources
      .ofType('AWS::DynamoDB::GlobalTable')
      .find(({ ref }) => ref === table);
    const schema = declared?.properties['KeySchema'] as readonly { AttributeName: string }[];
    return schema.map(({ AttributeName }) => AttributeName);
  };
  return {
    take: () =>
      Object.fromEntries(
        Object.entries(variables).map(([name, variable]) => [
          name,
          itemsOf(tables, tables.tableOf(variable)),
        ]),
      ),
    wipe: () => {
      for (const variable of Object.values(variables)) {
        const table = tables.tableOf(variable);
        const keys = keysOf(table);
        const deletes = itemsOf(tables, table).map((item) => ({
          DeleteRequest: { Key: Object.fromEntries(keys.map((key) => [key, item[key]])) },
        }));
        inBatches(tables, table, deletes);
      }
      tables.tellNobody();
    },
    restore: async (from) => {
      for (const [name, variable] of Object.entries(ledgerTables)) {
        const puts = (from.get(name) ?? []).map((Item) => ({ PutRequest: { Item } }));
        inBatches(tables, tables.tableOf(variable), puts);
        await storage.durable();
      }
      tables.tellNobody();
    },
    close: () => {
      timeline.stop();
      storage.close();
    },
  };
};
