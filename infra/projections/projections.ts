import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { eventTypes, type ProjectionName } from '../../domain/shared/names.ts';
import type { Table } from '../data/table.ts';
import type { Tables } from '../data/tables.ts';
import { type Bus, commitsOf, eventsOf } from '../ledger/bus.ts';
import type { Access } from '../shared/access.ts';
import type { Platform } from '../shared/platform.ts';
import { Subscriber } from '../shared/subscriber.ts';

const withdrawalEvents = eventTypes.wallet.filter((type) => type.startsWith('Withdrawal'));

/** What changes a row of a customer's history. */
const historyEvents = [
  'FundsDeposited',
  'DepositConfirmed',
  'DepositRejected',
  'DepositHeldForReview',
  'GoldPurchaseCompleted',
  'AdjustmentPosted',
  'GoldSold',
  'FundsReserved',
  'FundsReservationCancelled',
  'GoldAllocated',
  ...withdrawalEvents,
];

/** Of reservations and allocations the history shows a pool's; a purchase has an event of its own, as has a withdrawal. */
const poolOrOther = ['pool', { exists: false }];

/** What people must look at, and what ends that: of the deposits that end, those that people ended. */
const reviewEvents: EventPattern = {
  source: ['assay.suspense', 'assay.wallet'],
  detail: {
    $or: [
      { aggregateType: ['suspense'] },
      { eventType: ['DepositHeldForReview'] },
      { eventType: ['DepositConfirmed'], eventData: { confirmedBy: [{ exists: true }] } },
      { eventType: ['DepositRejected'], eventData: { rejectedBy: [{ exists: true }] } },
    ],
  },
};

/** Money that went into or out of the bank account. */
const movementEvents: EventPattern = {
  source: ['assay.suspense', 'assay.wallet', 'assay.pool'],
  detailType: [
    'FundsDeposited',
    'DepositRejected',
    'UnmatchedFundsReceived',
    'UnmatchedFundsReturnPaid',
    'UnmatchedFundsReturnFailed',
    'WithdrawalCompleted',
    'WithdrawalReturned',
    'BulkPaymentCompleted',
    'BulkPaymentFailed',
  ],
};

/** One projection per read table: it alone writes that table. */
export class Projections extends Construct {
  constructor(scope: Construct, platform: Platform, bus: Bus, tables: Tables) {
    super(scope, 'Projections');
    const projection = (
      name: ProjectionName,
      table: Table,
      pattern: EventPattern,
      ...access: readonly Access[]
    ) =>
      new Subscriber(this, platform, {
        bus: bus.bus,
        handler: `projections/${name}`,
        pattern,
        access: [table.may('UpdateItem'), tables.projectionHealth.may('PutItem'), ...access],
      });
    /** Rows that somebody may be looking at: those who do are told. */
    const tells = [tables.connections.may('Query'), bus.mayPublish] as const;
    projection('user-accounts', tables.userAccounts, commitsOf('user'), ...tells);
    projection('user-wallets', tables.userWallets, commitsOf('wallet'), ...tells);
    projection('gold-holdings', tables.goldHoldings, commitsOf('wallet'), ...tells);
    projection(
      'transaction-history',
      tables.transactionHistory,
      {
        ...eventsOf('wallet', ...historyEvents),
        detail: { eventData: { purpose: poolOrOther, source: poolOrOther } },
      },
      ...tells,
    );
    projection('market-prices', tables.marketPrices, {
      source: ['assay.market', 'assay.history'],
    });
    projection('price-alerts', tables.priceAlerts, commitsOf('alert'));
    projection('pools', tables.pools, commitsOf('pool'), bus.mayPublish);
    projection('pool-participations', tables.poolParticipations, commitsOf('participation'));
    projection(
      'withdrawals',
      tables.withdrawals,
      eventsOf('wallet', ...withdrawalEvents),
      ...tells,
    );
    projection('deposit-reviews', tables.depositReviews, reviewEvents, ...tells);
    projection('bank-movements', tables.bankMovements, movementEvents);
    projection('cases', tables.cases, commitsOf('case'), ...tells);
    projection('reconciliations', tables.reconciliations, commitsOf('reconciliation'), ...tells);
    projection(
      'adjustments',
      tables.adjustments,
      eventsOf('wallet', 'AdjustmentRequested', 'AdjustmentPosted', 'AdjustmentDeclined'),
      ...tells,
    );
  }
}
