import { createHash } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamo, type LocalDynamo } from '../../../local/dynamodb/create-dynamo.ts';
import type { TableDefinition } from '../../../local/dynamodb/definition.ts';
import { clientOf, createTestWorld, startMs } from '../../local/dynamodb/harness.ts';

process.env['AWS_REGION'] = 'eu-west-1';
process.env['AWS_ACCESS_KEY_ID'] = 'test';
process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
process.env['EVENTS_TABLE'] = 'events';
process.env['GUARDS_TABLE'] = 'guards';
process.env['PERSON_KEYS_TABLE'] = 'person_keys';
process.env['MARKET_PRICES_TABLE'] = 'market_prices';
process.env['GOLD_HOLDINGS_TABLE'] = 'gold_holdings';
process.env['PORTFOLIO_VALUATIONS_TABLE'] = 'portfolio_valuations';
process.env['ALERT_THRESHOLDS_TABLE'] = 'alert_thresholds';
process.env['CONNECTIONS_TABLE'] = 'connections';
process.env['POOL_PARTICIPATIONS_TABLE'] = 'pool_participations';

/** What a fault may do to one call: answer instead of the engine, or let it through and lose the reply. */
export type Fault = (
  operation: string,
  input: unknown,
  run: () => Promise<unknown>,
) => Promise<unknown>;

export interface Store {
  readonly engine: LocalDynamo;
  readonly metered: ReadonlyMap<string, number>;
  readonly resetMeter: () => void;
  /** Write or read request units that the meter counted since its last reset. */
  readonly units: (kind: 'wru' | 'rru') => number;
  /** A client of the same engine beside the handlers' own. */
  readonly client: DynamoDBClient;
  fault: Fault | undefined;
  /** How often each operation was called. */
  readonly calls: Map<string, number>;
}

const string = (name: string) => ({ name, type: 'S' }) as const;

let answering: DynamoDBClient['config']['requestHandler'];

/** The handlers' own client over the local engine, with empty tables, a meter and a place for faults. */
export const openStore = async (more: readonly TableDefinition[] = []): Promise<Store> => {
  const world = createTestWorld();
  const engine = createDynamo({
    world,
    tables: [
      {
        name: 'events',
        partition: string('stream'),
        sort: { name: 'version', type: 'N' },
        stream: 'NEW_IMAGE',
      },
      { name: 'guards', partition: string('guard'), ttl: 'expiresAt' },
      { name: 'person_keys', partition: string('person') },
      {
        name: 'market_prices',
        partition: string('pk'),
        sort: { name: 'sk', type: 'S' },
        ttl: 'expiresAt',
      },
      { name: 'alert_thresholds', partition: string('side'), sort: string('sk') },
      { name: 'gold_holdings', partition: string('walletId') },
      { name: 'portfolio_valuations', partition: string('walletId') },
      { name: 'connections', partition: string('audience'), sort: string('connectionId') },
      {
        name: 'pool_participations',
        partition: string('poolId'),
        sort: string('participationId'),
      },
      ...more,
    ],
  });
  const client = clientOf({
    call: async (call) => {
      store.calls.set(call.operation, (store.calls.get(call.operation) ?? 0) + 1);
      const run = () => engine.call(call);
      return store.fault === undefined ? run() : store.fault(call.operation, call.input, run);
    },
  });
  const store: Store = {
    engine,
    client,
    metered: world.metered,
    resetMeter: () => world.metered.clear(),
    units: (kind) =>
      [...world.metered]
        .filter(([name]) => name.startsWith(`dynamodb.${kind}`))
        .reduce((sum, [, amount]) => sum + amount, 0),
    fault: undefined,
    calls: new Map(),
  };
  answering = client.config.requestHandler;
  const { dynamo } = await import('../../../functions/shared/store/client.ts');
  // The SDK keeps the handler that a client's first command used, so one handler stands for every test's engine.
  dynamo.config.requestHandler = {
    ...client.config.requestHandler,
    handle: (...request) => answering.handle(...request),
  };
  return store;
};

export const at = new Date(startMs).toISOString();

const uuidOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** A cause whose command id follows from `name`. */
export const cause = (name: string, when = at, requestHash = 'hash') => ({
  commandId: uuidOf(name),
  correlationId: uuidOf(name),
  causationId: uuidOf(name),
  userId: uuidOf('somebody'),
  at: when,
  requestHash,
});

export const id = uuidOf;
