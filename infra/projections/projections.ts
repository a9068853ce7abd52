import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Table } from '../data/table.ts';
import type { Tables } from '../data/tables.ts';
import { type Bus, commitsOf, eventsOf } from '../ledger/bus.ts';
import type { Platform } from '../shared/platform.ts';
import { Subscriber } from '../shared/subscriber.ts';

/** One projection per read table: it alone writes that table, and touches nothing else. */
export class Projections extends Construct {
  constructor(scope: Construct, platform: Platform, { bus }: Bus, tables: Tables) {
    super(scope, 'Projections');
    const projection = (name: string, table: Table, pattern: EventPattern) =>
      new Subscriber(this, platform, {
        bus,
        handler: `projections/${name}`,
        pattern,
        access: [table.may('UpdateItem')],
      });
    projection('user-accounts', tables.userAccounts, commitsOf('user'));
    projection('user-wallets', tables.userWallets, commitsOf('wallet'));
    projection('gold-holdings', tables.goldHoldings, commitsOf('wallet'));
    projection('transaction-history', tables.transactionHistory, commitsOf('wallet'));
    projection('market-prices', tables.marketPrices, eventsOf('market'));
    projection('deposit-reviews', tables.depositReviews, eventsOf('suspense'));
  }
}
