import { Construct } from 'constructs';
import { derivedSource } from '../../domain/shared/names.ts';
import { sizes } from '../config.ts';
import type { Tables } from '../data/tables.ts';
import { derivedEventsOf } from '../ledger/bus.ts';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { ownMetric } from '../shared/monitoring.ts';
import { Subscriber } from '../shared/subscriber.ts';

/** What a projection keeps: a rebuild reads all of it, and writes what is wrong. */
const readTables = (tables: Tables) => [
  tables.adjustments,
  tables.bankMovements,
  tables.cases,
  tables.depositReviews,
  tables.goldHoldings,
  tables.marketPrices,
  tables.poolParticipations,
  tables.pools,
  tables.priceAlerts,
  tables.reconciliations,
  tables.transactionHistory,
  tables.userAccounts,
  tables.userWallets,
  tables.withdrawals,
];

/** Read tables are checked against the events row by row, and put right where they stand. */
export class Rebuilds extends Construct {
  constructor(scope: Construct, { platform, data, ledger: { bus } }: Parts) {
    super(scope, 'Rebuilds');
    const { keys, tables } = data;
    endpoint(
      this,
      platform,
      'POST /v1/admin/projections/{name}/rebuilds',
      'projections/start-rebuild',
      { throttle: 'operations' },
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
    );
    new Subscriber(this, platform, {
      bus: bus.bus,
      handler: 'projections/rebuild-part',
      pattern: {
        source: ['assay.rebuild', derivedSource],
        detailType: ['ProjectionRebuildStarted', 'ProjectionRebuildDue'],
      },
      access: [
        tables.events.may('Query', 'Scan'),
        tables.projectionHealth.may('BatchGetItem', 'PutItem', 'UpdateItem'),
        ...readTables(tables).map((table) =>
          table.may('BatchGetItem', 'GetItem', 'Scan', 'PutItem', 'DeleteItem'),
        ),
        bus.mayPublish,
      ],
      size: sizes.batch,
      // A part each, so that they run beside each other.
      batchSize: 1,
    });
    new Subscriber(this, platform, {
      bus: bus.bus,
      handler: 'projections/complete-rebuild',
      pattern: derivedEventsOf('ProjectionRebuildDone'),
      access: [tables.events.may('Query', 'GetItem', 'PutItem')],
    });
    platform.monitoring.dashboards.addPlatform(
      'Rebuild: events read',
      ownMetric('RebuildEvents', 'Sum'),
    );
  }
}
