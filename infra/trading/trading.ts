import { Construct } from 'constructs';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';

/** Buying gold. */
export class Trading extends Construct {
  constructor(scope: Construct, { platform, data }: Parts) {
    super(scope, 'Trading');
    const { keys, tables } = data;
    endpoint(
      this,
      platform,
      'POST /v1/purchases',
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
  }
}
