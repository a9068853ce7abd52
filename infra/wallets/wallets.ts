import { Construct } from 'constructs';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';

/** What customers read of their money and gold. */
export class Wallets extends Construct {
  constructor(scope: Construct, { platform, data }: Parts) {
    super(scope, 'Wallets');
    const { tables } = data;
    const read = { throttle: 'read' } as const;
    const events = tables.events.may('Query');
    const history = tables.transactionHistory;
    endpoint(
      this,
      platform,
      'GET /v1/wallet',
      'wallets/get-wallet',
      read,
      events,
      tables.userWallets.may('GetItem'),
      {
        env: {
          depositIban: platform.config.bank.depositIban,
          depositBeneficiary: platform.config.bank.depositBeneficiary,
        },
      },
    );
    endpoint(
      this,
      platform,
      'GET /v1/holdings',
      'wallets/get-holdings',
      read,
      events,
      tables.goldHoldings.may('GetItem'),
    );
    endpoint(
      this,
      platform,
      'GET /v1/transactions',
      'wallets/list-transactions',
      read,
      history.may('Query'),
    );
    endpoint(
      this,
      platform,
      'GET /v1/transactions/{id}',
      'wallets/get-transaction',
      read,
      history.mayQueryIndex('byId'),
    );
    endpoint(
      this,
      platform,
      'GET /v1/transactions/{id}/events',
      'wallets/explain-transaction',
      read,
      events,
    );
  }
}
