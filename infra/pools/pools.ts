import { Construct } from 'constructs';
import { eventsOf } from '../ledger/bus.ts';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { mayAnswer, mayStart } from '../shared/saga-access.ts';
import { Subscriber } from '../shared/subscriber.ts';
import { PoolSaga } from './pool-saga.ts';
import { watchPools } from './watch-pools.ts';

/** Buying together: pools, what customers commit to them, and the saga that ends each. */
export class Pools extends Construct {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'Pools');
    this.#customers(parts);
    this.#operations(parts);
    this.#dealer(parts);
    this.#events(parts);
    new PoolSaga(this, parts);
    watchPools(this, parts.platform);
  }

  #customers({ platform, data }: Parts) {
    const { keys, tables } = data;
    endpoint(
      this,
      platform,
      'GET /v1/pools',
      'pools/list-pools',
      { throttle: 'read' },
      tables.pools.may('Query'),
      tables.guards.may('GetItem'),
    );
    endpoint(
      this,
      platform,
      'GET /v1/pools/{id}',
      'pools/get-pool',
      { throttle: 'read' },
      tables.events.may('Query'),
      tables.guards.may('GetItem'),
    );
    endpoint(
      this,
      platform,
      'POST /v1/pools/{id}/participations',
      'pools/commit-to-pool',
      { throttle: 'money' },
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.guards.may('GetItem', 'PutItem', 'UpdateItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
    );
  }

  #operations({ platform, data }: Parts) {
    const { keys, tables } = data;
    const operations = { throttle: 'operations' } as const;
    const write = [
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
    ];
    endpoint(
      this,
      platform,
      'GET /v1/admin/pools',
      'pools/list-pool-records',
      operations,
      tables.pools.may('Query'),
      tables.guards.may('GetItem'),
    );
    endpoint(
      this,
      platform,
      'POST /v1/admin/pools',
      'pools/open-pool',
      operations,
      ...write,
      tables.guards.may('GetItem', 'PutItem'),
      { env: { currency: platform.config.currency } },
    );
    const tally = tables.guards.may('GetItem', 'PutItem', 'UpdateItem');
    endpoint(
      this,
      platform,
      'POST /v1/admin/pools/{id}/closures',
      'pools/close-pool',
      operations,
      ...write,
      tally,
    );
    endpoint(
      this,
      platform,
      'POST /v1/admin/pools/{id}/cancellations',
      'pools/cancel-pool',
      operations,
      ...write,
      tally,
    );
  }

  /** What operations do once they have talked to the dealer or the bank. */
  #dealer({ platform, data: { keys, tables } }: Parts) {
    const operations = { throttle: 'operations' } as const;
    endpoint(
      this,
      platform,
      'POST /v1/admin/pools/{id}/payments',
      'pools/pay-dealer',
      operations,
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
      tables.guards.may('GetItem', 'PutItem'),
    );
    endpoint(
      this,
      platform,
      'POST /v1/admin/pools/{id}/purchases',
      'pools/retry-purchase',
      operations,
      tables.events.may('Query'),
      tables.guards.may('GetItem'),
      mayAnswer(this, platform, 'pool'),
    );
  }

  #events({ platform, data, ledger }: Parts) {
    const { tables } = data;
    new Subscriber(this, platform, {
      bus: ledger.bus.bus,
      handler: 'pools/start-saga',
      pattern: eventsOf('pool', 'PooledInvestmentOpened'),
      access: [mayStart(this, platform, 'pool')],
    });
    new Subscriber(this, platform, {
      bus: ledger.bus.bus,
      handler: 'pools/wake-saga',
      pattern: {
        source: ['assay.pool', 'assay.participation'],
        detailType: [
          'PooledInvestmentClosed',
          'PooledInvestmentCancelled',
          'PoolParticipationCommitted',
        ],
      },
      access: [
        tables.events.may('Query'),
        tables.guards.may('GetItem'),
        mayAnswer(this, platform, 'pool'),
      ],
    });
  }
}
