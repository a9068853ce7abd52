import { Construct } from 'constructs';
import { derivedSource } from '../../domain/shared/names.ts';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { ownMetric } from '../shared/monitoring.ts';
import { Subscriber } from '../shared/subscriber.ts';

/** Price alerts: customers set them, prices fire them. */
export class Alerts extends Construct {
  constructor(scope: Construct, { platform, data, ledger }: Parts) {
    super(scope, 'Alerts');
    const { keys, tables } = data;
    const appends = [
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
    ];
    const money = { throttle: 'money' } as const;
    endpoint(
      this,
      platform,
      'GET /v1/price-alerts',
      'alerts/list-price-alerts',
      { throttle: 'read' },
      tables.priceAlerts.may('Query'),
    );
    endpoint(
      this,
      platform,
      'POST /v1/price-alerts',
      'alerts/create-price-alert',
      money,
      ...appends,
      tables.priceAlerts.may('Query'),
      tables.alertThresholds.may('PutItem'),
      { env: { currency: platform.config.currency } },
    );
    endpoint(
      this,
      platform,
      'DELETE /v1/price-alerts/{id}',
      'alerts/cancel-price-alert',
      money,
      ...appends,
      tables.alertThresholds.may('DeleteItem'),
    );
    new Subscriber(this, platform, {
      bus: ledger.bus.bus,
      handler: 'alerts/trigger-price-alerts',
      // A price, and what was left of one that passed very many.
      pattern: {
        source: ['assay.market', derivedSource],
        detailType: ['MarketPriceUpdated', 'PriceAlertsDue'],
      },
      access: [
        tables.events.may('Query', 'GetItem', 'PutItem'),
        tables.alertThresholds.may('Query', 'DeleteItem'),
        ledger.bus.mayPublish,
      ],
    });
    platform.monitoring.dashboards.addMoney(
      'Price alerts fired',
      ownMetric('AlertsTriggered', 'Sum'),
    );
  }
}
