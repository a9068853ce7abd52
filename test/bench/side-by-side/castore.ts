import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type EventDetail, EventStore, type GroupedEvent } from '@castore/core';
import { DynamoDBSingleTableEventStorageAdapter } from '@castore/event-storage-adapter-dynamodb';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import type { Wallet } from '../../../domain/wallets/state.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import type { TableDefinition } from '../../../local/dynamodb/definition.ts';
import type { Step } from '../../functions/store/wallet-commands.ts';
import type { Contender } from './contender.ts';

/** The table and index that castore's adapter documents. */
export const castoreTable: TableDefinition = {
  name: 'castore',
  partition: { name: 'aggregateId', type: 'S' },
  sort: { name: 'version', type: 'N' },
  indexes: [
    {
      name: 'initialEvents',
      kind: 'global',
      partition: { name: 'eventStoreId', type: 'S' },
      sort: { name: 'timestamp', type: 'S' },
      projection: 'KEYS_ONLY',
    },
  ],
};

interface WalletAggregate {
  readonly aggregateId: string;
  readonly version: number;
  readonly state: Wallet;
}
type Detail = EventDetail<string, WalletEvent['data']>;

const nothing = (aggregateId: string): WalletAggregate => ({
  aggregateId,
  version: 0,
  state: wallet.initialState,
});

/** A stream's first event meets no aggregate. */
const reducer = (before: WalletAggregate | undefined, detail: Detail): WalletAggregate => ({
  aggregateId: detail.aggregateId,
  version: detail.version,
  state: wallet.evolve(before?.state ?? wallet.initialState, {
    type: detail.type,
    data: detail.payload,
  } as WalletEvent),
});

/** castore with its DynamoDB adapter: one item for each event, all of which a load reads. */
export const castore = (client: DynamoDBClient): Contender => {
  const store = new EventStore({
    eventStoreId: 'wallets',
    eventTypes: [],
    reducer: reducer as never,
    eventStorageAdapter: new DynamoDBSingleTableEventStorageAdapter({
      tableName: castoreTable.name,
      dynamoDBClient: client,
    }),
  });
  const append = async (
    { aggregateId, version }: WalletAggregate,
    events: readonly WalletEvent[],
    timestamp: string,
  ): Promise<void> => {
    const details = events.map(
      ({ type, data }, index): Detail => ({
        aggregateId,
        version: version + index + 1,
        type,
        timestamp,
        payload: data,
      }),
    );
    const [first, ...others] = details;
    if (first === undefined) return;
    if (others.length === 0) await store.pushEvent(first as never);
    else {
      const grouped: readonly unknown[] = details.map((detail) =>
        store.groupEvent(detail as never),
      );
      await EventStore.pushEventGroup(...(grouped as [GroupedEvent, GroupedEvent]));
    }
  };
  const load = async (owner: string): Promise<WalletAggregate> => {
    const { aggregate } = await store.getAggregate(owner);
    return aggregate === undefined ? nothing(owner) : (aggregate as never);
  };
  const decided = ({ state }: WalletAggregate, { command }: Step) => wallet.decide(command, state);
  return {
    name: 'castore',
    fill: async (owner, steps) => {
      let aggregate = nothing(owner);
      for (const step of steps) {
        const events = decided(aggregate, step);
        await append(aggregate, events, step.when);
        aggregate = {
          aggregateId: owner,
          version: aggregate.version + events.length,
          state: events.reduce(wallet.evolve, aggregate.state),
        };
      }
    },
    load,
    perform: async (owner, step) => {
      const aggregate = await load(owner);
      await append(aggregate, decided(aggregate, step), step.when);
    },
  };
};
