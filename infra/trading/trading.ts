import { Construct } from 'constructs';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { ownMetric } from '../shared/monitoring.ts';

/** Buying gold. */
export class Trading extends Construct {
  constructor(scope: Construct, { platform, data }: Parts) {
    super(scope, 'Trading');
    const { keys, tables } = data;
    const route = 'POST /v1/purchases';
    endpoint(
      this,
      platform,
      route,
      'trading/buy-gold',
      { throttle: 'money' },
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.guards.may('GetItem', 'PutItem', 'UpdateItem'),
      tables.marketPrices.may('GetItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
      {
        env: {
          vaultId: platform.config.vaultId,
          currency: platform.config.currency,
          marketSession: platform.config.marketSession,
        },
      },
    );
    platform.monitoring.dashboards.addMoney(
      'Purchases',
      ownMetric('Answered', 'Sum', { route }).with({ label: 'answered' }),
      ownMetric('Refused', 'Sum', { route }).with({ label: 'refused' }),
    );
  }
}
