import type { CommitItem } from '../../functions/shared/store/codec.ts';
import { createDynamo, type LocalDynamo } from '../../local/dynamodb/create-dynamo.ts';
import type { Resources } from '../../local/kernel/resources.ts';
import type { World } from '../../local/kernel/world.ts';

const rowsPerCall = 25;

/** An item as the engine takes it: binary in base64. */
export type Wire = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const toWire = (item: CommitItem): Wire =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value.B === undefined ? { ...value } : { B: Buffer.from(value.B).toString('base64') },
    ]),
  );

export const fromWire = (item: Wire): CommitItem =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value['B'] === undefined ? value : { B: Buffer.from(`${value['B']}`, 'base64') },
    ]),
  ) as unknown as CommitItem;

/** A variable that the template gives to some function: how the platform's names are found. */
const variableOf = (resources: Resources, name: string): string => {
  const values = resources
    .ofType('AWS::Lambda::Function')
    .map(({ properties }) => properties['Environment']?.Variables?.[name]);
  const value = values.find((one) => typeof one === 'string');
  if (value === undefined) throw new Error(`no function knows ${name}`);
  return value;
};

/** A world's tables, to be filled in bulk. */
export interface BulkTables {
  readonly engine: LocalDynamo;
  /** The table (or another value) that a variable of the functions names. */
  readonly tableOf: (variable: string) => string;
  readonly putAll: (table: string, items: readonly CommitItem[]) => void;
  /** Takes the stream's records of what was written away again. */
  readonly tellNobody: () => void;
}

/** An engine of its own on the same storage: its bell rings for nobody, and its meter counts nothing. */
export const openTables = ({
  world,
  resources,
}: {
  readonly world: World;
  readonly resources: Resources;
}): BulkTables => {
  const engine = createDynamo({ world: { ...world, meter: { add: () => undefined } }, resources });
  const tableOf = (name: string) => variableOf(resources, name);
  return {
    engine,
    tableOf,
    putAll: (table, items) => {
      for (let from = 0; from < items.length; from += rowsPerCall)
        engine.callSync('BatchWriteItem', {
          RequestItems: {
            [table]: items
              .slice(from, from + rowsPerCall)
              .map((item) => ({ PutRequest: { Item: toWire(item) } })),
          },
        });
    },
    tellNobody: () => engine.streams.trim(tableOf('EVENTS_TABLE'), BigInt(Number.MAX_SAFE_INTEGER)),
  };
};
