import { vault } from '../../domain/vault/vault.ts';
import { type CommitItem, decodeCommit } from '../../functions/shared/store/codec.ts';
import { vaultStream } from '../../functions/shared/wallet-ids.ts';
import { createDynamo, type LocalDynamo } from '../../local/dynamodb/create-dynamo.ts';
import type { Resources } from '../../local/kernel/resources.ts';
import type { World } from '../../local/kernel/world.ts';
import { createBars } from './bars.ts';
import { customerItems, gramsOf } from './customers.ts';
import { beginning, type End } from './history.ts';

const rowsPerCall = 25;
/** Customers whose items are written before the world may breathe and commit. */
const customersPerTurn = 500;

type Wire = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** An item as the engine takes it: binary in base64. */
const toWire = (item: CommitItem): Wire =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value.B === undefined ? { ...value } : { B: Buffer.from(value.B).toString('base64') },
    ]),
  );

const fromWire = (item: Wire): CommitItem =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value['B'] === undefined ? value : { B: Buffer.from(`${value['B']}`, 'base64') },
    ]),
  ) as unknown as CommitItem;

const putAll = (engine: LocalDynamo, table: string, items: readonly CommitItem[]): void => {
  for (let from = 0; from < items.length; from += rowsPerCall)
    engine.callSync('BatchWriteItem', {
      RequestItems: {
        [table]: items
          .slice(from, from + rowsPerCall)
          .map((item) => ({ PutRequest: { Item: toWire(item) } })),
      },
    });
};

/** A variable that the template gives to some function: how the platform's names are found. */
const variableOf = (resources: Resources, name: string): string => {
  const values = resources
    .ofType('AWS::Lambda::Function')
    .map(({ properties }) => properties['Environment']?.Variables?.[name]);
  const value = values.find((one) => typeof one === 'string');
  if (value === undefined) throw new Error(`no function knows ${name}`);
  return value;
};

const endOfVault = (engine: LocalDynamo, table: string, vaultId: string) => {
  const { Items } = engine.callSync('Query', {
    TableName: table,
    KeyConditionExpression: '#stream = :stream',
    ExpressionAttributeNames: { '#stream': 'stream' },
    ExpressionAttributeValues: { ':stream': { S: vaultStream(vaultId) } },
    ScanIndexForward: false,
    Limit: 1,
  }) as { readonly Items: readonly Wire[] };
  const [item] = Items;
  if (item === undefined) return beginning(vault);
  const commit = decodeCommit(fromWire(item));
  return {
    state: commit.state,
    version: commit.version + commit.events.length - 1,
    hash: commit.hash,
  } as End<typeof vault.initialState>;
};

/** How many customers an earlier call made; kept beside the guards, so that the next call goes on behind them. */
const counter = { guard: { S: 'populated' } };

const countBefore = (engine: LocalDynamo, table: string): number => {
  const { Item } = engine.callSync('GetItem', { TableName: table, Key: counter }) as {
    readonly Item?: { readonly count?: { readonly N: string } };
  };
  return Number(Item?.count?.N ?? 0);
};

/**
 * Adds customers who hold gold to a world, in bulk: events, guards and rows are written side by side, and the stream's
 * records of them taken away again, since nobody need be told. The world must be at rest meanwhile.
 */
export const populate = async (options: {
  readonly world: World;
  readonly resources: Resources;
  readonly customers: number;
  readonly onProgress?: (done: number) => void;
}): Promise<void> => {
  const { world, resources, customers, onProgress } = options;
  // An engine of its own on the same storage: its bell rings for nobody, and its meter counts nothing.
  const engine = createDynamo({ world: { ...world, meter: { add: () => undefined } }, resources });
  const tableOf = (name: string) => variableOf(resources, name);
  const [events, guards] = [tableOf('EVENTS_TABLE'), tableOf('GUARDS_TABLE')];
  const [wallets, holdings] = [tableOf('USER_WALLETS_TABLE'), tableOf('GOLD_HOLDINGS_TABLE')];
  const [vaultId, currency] = [tableOf('VAULT_ID'), tableOf('CURRENCY')];
  const at = new Date(world.timeline.now()).toISOString();
  const bars = createBars({ vaultId, at, end: endOfVault(engine, events, vaultId) });
  const first = countBefore(engine, guards);
  for (let done = 0; done < customers; done += customersPerTurn) {
    const count = Math.min(customersPerTurn, customers - done);
    const made = Array.from({ length: count }, (_, index) => {
      const number = first + done + index;
      return customerItems(number, bars.take(gramsOf(number)), { currency, at });
    });
    putAll(
      engine,
      events,
      made.flatMap((one) => one.events),
    );
    putAll(
      engine,
      wallets,
      made.map(({ userWallet }) => userWallet),
    );
    putAll(
      engine,
      holdings,
      made.map(({ goldHolding }) => goldHolding),
    );
    engine.streams.trim(events, BigInt(Number.MAX_SAFE_INTEGER));
    await world.storage.durable();
    onProgress?.(done + count);
  }
  putAll(engine, events, bars.commits());
  engine.streams.trim(events, BigInt(Number.MAX_SAFE_INTEGER));
  putAll(engine, guards, [
    { ...counter, count: { N: `${first + customers}` } },
    ...bars.lots().map(({ lotId, remaining }) => ({
      guard: { S: `lot#${lotId}` },
      remaining: { N: `${remaining}` },
    })),
  ]);
  await world.storage.durable();
};
