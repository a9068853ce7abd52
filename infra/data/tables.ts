import { AttributeType, StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import type { Keys } from './keys.ts';
import { Table, type TableProps } from './table.ts';

type MakeTable = (id: string, props: Omit<TableProps, 'config' | 'key'>) => Table;

const alertTables = (table: MakeTable) => ({
  priceAlerts: table('PriceAlerts', {
    env: 'priceAlertsTable',
    partitionKey: 'userId',
    sortKey: 'alertId',
  }),
  alertThresholds: table('AlertThresholds', {
    env: 'alertThresholdsTable',
    partitionKey: 'side',
    sortKey: 'sk',
  }),
});

/** What people are told, and who listens. */
const tellingTables = (table: MakeTable) => ({
  notifications: table('Notifications', {
    env: 'notificationsTable',
    partitionKey: 'person',
    sortKey: 'sk',
    timeToLive: 'expiresAt',
  }),
  connections: table('Connections', {
    env: 'connectionsTable',
    partitionKey: 'audience',
    sortKey: 'connectionId',
    timeToLive: 'expiresAt',
  }),
});

const poolTables = (table: MakeTable) => ({
  pools: table('Pools', { env: 'poolsTable', partitionKey: 'shelf', sortKey: 'poolId' }),
  poolParticipations: table('PoolParticipations', {
    env: 'poolParticipationsTable',
    partitionKey: 'poolId',
    sortKey: 'participationId',
  }),
});

/** The events, what guards them, and the tables that are read. */
export class Tables extends Construct {
  readonly events: Table;
  readonly guards: Table;
  readonly personKeys: Table;
  readonly userAccounts: Table;
  readonly userWallets: Table;
  readonly goldHoldings: Table;
  readonly transactionHistory: Table;
  readonly marketPrices: Table;
  readonly depositReviews: Table;
  readonly adjustments: Table;
  readonly portfolioValuations: Table;
  /** What people were told, and how it was sent. */
  readonly notifications: Table;
  /** Who has a WebSocket open: by person, and among those who work here. */
  readonly connections: Table;
  readonly pools: Table;
  readonly poolParticipations: Table;
  readonly withdrawals: Table;
  readonly priceAlerts: Table;
  /** Alerts by the price that they wait for. */
  readonly alertThresholds: Table;
  readonly bankMovements: Table;
  readonly reconciliations: Table;
  /** How far behind each projection was when it last said so. */
  readonly projectionHealth: Table;
  /** What compliance looks into. */
  readonly cases: Table;

  constructor(scope: Construct, config: StageConfig, keys: Keys) {
    super(scope, 'Tables');
    const table: MakeTable = (id, props) =>
      new Table(this, id, { config, key: keys.atRest, ...props });
    this.events = table('Events', {
      env: 'eventsTable',
      partitionKey: 'stream',
      sortKey: 'version',
      sortKeyType: AttributeType.NUMBER,
      stream: StreamViewType.NEW_IMAGE,
    });
    this.guards = table('Guards', {
      env: 'guardsTable',
      partitionKey: 'guard',
      timeToLive: 'expiresAt',
    });
    this.personKeys = table('PersonKeys', { env: 'personKeysTable', partitionKey: 'person' });
    this.userAccounts = table('UserAccounts', { env: 'userAccountsTable', partitionKey: 'userId' });
    this.userWallets = table('UserWallets', { env: 'userWalletsTable', partitionKey: 'walletId' });
    this.goldHoldings = table('GoldHoldings', {
      env: 'goldHoldingsTable',
      partitionKey: 'walletId',
    });
    this.transactionHistory = table('TransactionHistory', {
      env: 'transactionHistoryTable',
      partitionKey: 'walletId',
      sortKey: 'sk',
      localIndexes: { byId: 'transactionId' },
    });
    this.marketPrices = table('MarketPrices', {
      env: 'marketPricesTable',
      partitionKey: 'pk',
      sortKey: 'sk',
      timeToLive: 'expiresAt',
    });
    this.portfolioValuations = table('PortfolioValuations', {
      env: 'portfolioValuationsTable',
      partitionKey: 'walletId',
    });
    const telling = tellingTables(table);
    this.notifications = telling.notifications;
    this.connections = telling.connections;
    this.projectionHealth = table('ProjectionHealth', {
      env: 'projectionHealthTable',
      partitionKey: 'projection',
    });
    const pooled = poolTables(table);
    this.pools = pooled.pools;
    this.poolParticipations = pooled.poolParticipations;
    this.withdrawals = table('Withdrawals', {
      env: 'withdrawalsTable',
      partitionKey: 'walletId',
      sortKey: 'sk',
      globalIndexes: { byStatus: ['status', 'sk'] },
    });
    const alerts = alertTables(table);
    this.priceAlerts = alerts.priceAlerts;
    this.alertThresholds = alerts.alertThresholds;
    const books = bookTables(table);
    this.depositReviews = books.depositReviews;
    this.adjustments = books.adjustments;
    this.bankMovements = books.bankMovements;
    this.reconciliations = books.reconciliations;
    this.cases = books.cases;
  }

  get all(): readonly Table[] {
    return this.node.children.filter((child) => child instanceof Table);
  }
}

/** What those who keep the books read. */
const bookTables = (table: MakeTable) => ({
  depositReviews: table('DepositReviews', {
    env: 'depositReviewsTable',
    partitionKey: 'status',
    sortKey: 'sk',
    localIndexes: { byId: 'transactionId' },
    // What is concluded need not be listed for ever.
    timeToLive: 'expiresAt',
  }),
  adjustments: table('Adjustments', {
    env: 'adjustmentsTable',
    partitionKey: 'status',
    sortKey: 'adjustmentId',
    timeToLive: 'expiresAt',
  }),
  bankMovements: table('BankMovements', {
    env: 'bankMovementsTable',
    partitionKey: 'pk',
    sortKey: 'sk',
  }),
  reconciliations: table('Reconciliations', {
    env: 'reconciliationsTable',
    partitionKey: 'currency',
    sortKey: 'sk',
  }),
  cases: table('Cases', {
    env: 'casesTable',
    partitionKey: 'caseId',
    globalIndexes: { byStatus: ['status', 'sk'] },
  }),
});
