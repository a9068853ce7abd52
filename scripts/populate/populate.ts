import { vault } from '../../domain/vault/vault.ts';
import { decodeCommit } from '../../functions/shared/store/codec.ts';
import { vaultStream } from '../../functions/shared/wallet-ids.ts';
import type { LocalDynamo } from '../../local/dynamodb/create-dynamo.ts';
import type { Resources } from '../../local/kernel/resources.ts';
import type { World } from '../../local/kernel/world.ts';
import { createBars } from './bars.ts';
import { customerItems, gramsOf } from './customers.ts';
import { beginning, type End } from './history.ts';
import { fromWire, openTables, type Wire } from './tables.ts';

/** Customers whose items are written before the world may breathe and commit. */
const customersPerTurn = 500;

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
  const { engine, tableOf, putAll, tellNobody } = openTables({ world, resources });
  const [events, guards] = [tableOf('EVENTS_TABLE'), tableOf('GUARDS_TABLE')];
  const [wallets, holdings] = [tableOf('USER_WALLETS_TABLE'), tableOf('GOLD_HOLDINGS_TABLE')];
  const history = tableOf('TRANSACTION_HISTORY_TABLE');
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
      events,
      made.flatMap((one) => one.events),
    );
    putAll(
      wallets,
      made.flatMap(({ userWallets }) => userWallets),
    );
    putAll(
      holdings,
      made.flatMap(({ goldHoldings }) => goldHoldings),
    );
    putAll(
      history,
      made.flatMap(({ transactionHistory }) => transactionHistory),
    );
    tellNobody();
    await world.storage.durable();
    onProgress?.(done + count);
  }
  putAll(events, bars.commits());
  tellNobody();
  putAll(guards, [
    { ...counter, count: { N: `${first + customers}` } },
    ...bars.lots().map(({ lotId, remaining }) => ({
      guard: { S: `lot#${lotId}` },
      remaining: { N: `${remaining}` },
    })),
  ]);
  await world.storage.durable();
};
