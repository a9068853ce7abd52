/** Names that code, infrastructure and templates share. Nothing here computes; infra may import this file alone. */

/** Every event type of the published language, by aggregate type. */
export const eventTypes = {
  user: [
    'UserRegistered',
    'UserVerificationStarted',
    'UserVerified',
    'UserVerificationRejected',
    'UserSuspended',
    'UserReinstated',
    'BankAccountAdded',
    'BankAccountRemoved',
    'WelcomeEmailSent',
    'NotificationPreferencesChanged',
    'PersonalDataErased',
  ],
  wallet: [
    'WalletCreated',
    'FundsDeposited',
    'DepositVerificationStarted',
    'DepositConfirmed',
    'DepositRejected',
    'DepositHeldForReview',
    'FundsReserved',
    'FundsReservationCancelled',
    'GoldPurchaseInitiated',
    'GoldAllocated',
    'GoldPurchaseCompleted',
    'GoldSold',
    'WithdrawalRequested',
    'WithdrawalScreened',
    'WithdrawalApproved',
    'WithdrawalRejected',
    'WithdrawalProcessing',
    'WithdrawalCompleted',
    'WithdrawalFailed',
    'WithdrawalCancelled',
    'WithdrawalReturned',
    'WalletFrozen',
    'WalletUnfrozen',
    'AdjustmentRequested',
    'AdjustmentDeclined',
    'AdjustmentPosted',
  ],
  vault: ['BarReceived', 'BarReleased'],
  market: ['MarketPriceUpdated', 'MarketOpened', 'MarketClosed'],
  history: ['PriceHistoryImported'],
  suspense: [
    'UnmatchedFundsReceived',
    'UnmatchedFundsAssigned',
    'UnmatchedFundsReturned',
    'UnmatchedFundsReturnPaid',
    'UnmatchedFundsReturnFailed',
  ],
  reconciliation: [
    'StatementReceived',
    'StatementLinesListed',
    'StatementLinesJudged',
    'StatementReconciled',
    'BooksBalanced',
  ],
  pool: [
    'PooledInvestmentOpened',
    'PooledInvestmentClosed',
    'BulkGoldPurchased',
    'BulkPaymentOrdered',
    'BulkPaymentCompleted',
    'BulkPaymentFailed',
    'PoolAllocationCompleted',
    'PooledInvestmentCancelled',
  ],
  participation: ['PoolParticipationCommitted', 'PoolParticipationReleased'],
  alert: ['PriceAlertCreated', 'PriceAlertTriggered', 'PriceAlertCancelled'],
  case: ['CaseOpened', 'CaseDecided'],
  rebuild: ['ProjectionRebuildStarted', 'ProjectionRebuildCompleted'],
} as const;

export type AggregateType = keyof typeof eventTypes;

/** Events that are told and not stored, because others make them: what read tables now say, and work that is due. */
export const derivedEventTypes = [
  'WalletBalanceUpdated',
  'PortfolioUpdated',
  'PortfolioValuationUpdated',
  'TransactionUpdated',
  'WithdrawalUpdated',
  'AccountUpdated',
  'PoolUpdated',
  'WorkUpdated',
  'NotificationCreated',
  'SignInChanged',
  'ValuationShardDue',
  'PriceAlertsDue',
  'ProjectionRebuildDue',
  'ProjectionRebuildDone',
] as const;
export type DerivedEventType = (typeof derivedEventTypes)[number];

/** What people are told of, each by a notice of its own. */
export const noticedEvents = [
  'UserVerified',
  'UserVerificationRejected',
  'UserSuspended',
  'UserReinstated',
  'BankAccountAdded',
  'BankAccountRemoved',
  'NotificationPreferencesChanged',
  'SignInChanged',
  'DepositConfirmed',
  'DepositRejected',
  'DepositHeldForReview',
  'GoldPurchaseCompleted',
  'GoldSold',
  'GoldAllocated',
  'PoolParticipationReleased',
  'WithdrawalRequested',
  'WithdrawalRejected',
  'WithdrawalCompleted',
  'WithdrawalFailed',
  'WithdrawalCancelled',
  'WithdrawalReturned',
  'WalletFrozen',
  'WalletUnfrozen',
  'AdjustmentPosted',
  'PriceAlertTriggered',
] as const;
export type NoticedEvent = (typeof noticedEvents)[number];

/** The source of every derived event on the bus: no rule for stored events takes it for one. */
export const derivedSource = 'assay.derived';

/** The projections, by the names of their functions, their queues and their metrics: each keeps one read table. */
export const projectionNames = [
  'adjustments',
  'bank-movements',
  'cases',
  'deposit-reviews',
  'gold-holdings',
  'market-prices',
  'pool-participations',
  'pools',
  'price-alerts',
  'reconciliations',
  'transaction-history',
  'user-accounts',
  'user-wallets',
  'withdrawals',
] as const;
export type ProjectionName = (typeof projectionNames)[number];

/** Environment variables that functions read and infrastructure sets. */
export const env = {
  eventsTable: 'EVENTS_TABLE',
  guardsTable: 'GUARDS_TABLE',
  personKeysTable: 'PERSON_KEYS_TABLE',
  userAccountsTable: 'USER_ACCOUNTS_TABLE',
  userWalletsTable: 'USER_WALLETS_TABLE',
  goldHoldingsTable: 'GOLD_HOLDINGS_TABLE',
  transactionHistoryTable: 'TRANSACTION_HISTORY_TABLE',
  marketPricesTable: 'MARKET_PRICES_TABLE',
  depositReviewsTable: 'DEPOSIT_REVIEWS_TABLE',
  adjustmentsTable: 'ADJUSTMENTS_TABLE',
  portfolioValuationsTable: 'PORTFOLIO_VALUATIONS_TABLE',
  connectionsTable: 'CONNECTIONS_TABLE',
  /** Where messages to open WebSockets are posted: the API's address with its stage. */
  liveApiUrl: 'LIVE_API_URL',
  poolsTable: 'POOLS_TABLE',
  poolParticipationsTable: 'POOL_PARTICIPATIONS_TABLE',
  withdrawalsTable: 'WITHDRAWALS_TABLE',
  priceAlertsTable: 'PRICE_ALERTS_TABLE',
  alertThresholdsTable: 'ALERT_THRESHOLDS_TABLE',
  bankMovementsTable: 'BANK_MOVEMENTS_TABLE',
  reconciliationsTable: 'RECONCILIATIONS_TABLE',
  casesTable: 'CASES_TABLE',
  projectionHealthTable: 'PROJECTION_HEALTH_TABLE',
  /** What the names of the projections' queues begin with. */
  projectionQueues: 'PROJECTION_QUEUES',
  eventBusName: 'EVENT_BUS_NAME',
  relayFailuresQueueUrl: 'RELAY_FAILURES_QUEUE_URL',
  personalDataKeyArn: 'PERSONAL_DATA_KEY_ARN',
  emailIndexKeyArn: 'EMAIL_INDEX_KEY_ARN',
  ibanIndexKeyArn: 'IBAN_INDEX_KEY_ARN',
  userPoolId: 'USER_POOL_ID',
  userPoolClientId: 'USER_POOL_CLIENT_ID',
  bankApiUrl: 'BANK_API_URL',
  bankCredentialSecretArn: 'BANK_CREDENTIAL_SECRET_ARN',
  dealerApiUrl: 'DEALER_API_URL',
  dealerCredentialSecretArn: 'DEALER_CREDENTIAL_SECRET_ARN',
  dealerIban: 'DEALER_IBAN',
  dealerName: 'DEALER_NAME',
  bankWebhookSecretArn: 'BANK_WEBHOOK_SECRET_ARN',
  identityApiUrl: 'IDENTITY_API_URL',
  identityCredentialSecretArn: 'IDENTITY_CREDENTIAL_SECRET_ARN',
  identityWebhookSecretArn: 'IDENTITY_WEBHOOK_SECRET_ARN',
  quoteKeySecretArn: 'QUOTE_KEY_SECRET_ARN',
  depositIban: 'DEPOSIT_IBAN',
  depositBeneficiary: 'DEPOSIT_BENEFICIARY',
  marketSources: 'MARKET_SOURCES',
  /** `calendar`, or `source` where a sandbox market says itself whether it is open. */
  marketSession: 'MARKET_SESSION',
  currency: 'CURRENCY',
  vaultId: 'VAULT_ID',
  /** Into how many parts the refresh of all valuations is divided. */
  valuationShards: 'VALUATION_SHARDS',
  notificationsTable: 'NOTIFICATIONS_TABLE',
  mailFrom: 'MAIL_FROM',
  stage: 'STAGE',
  withdrawalSagaArn: 'WITHDRAWAL_SAGA_ARN',
  poolSagaArn: 'POOL_SAGA_ARN',
  paymentSagaArn: 'PAYMENT_SAGA_ARN',
} as const;

/** The sagas, and for each the variable that holds the ARN of its state machine. */
export const sagaArns = {
  withdrawal: 'withdrawalSagaArn',
  pool: 'poolSagaArn',
  payment: 'paymentSagaArn',
} as const;
export type Saga = keyof typeof sagaArns;

/** Cognito groups; a token's `cognito:groups` claim carries them. */
export const groups = ['customer', 'operations', 'compliance', 'admin'] as const;
export type Group = (typeof groups)[number];

/** Those who work here. */
export const staffGroups = [
  'operations',
  'compliance',
  'admin',
] as const satisfies readonly Group[];

/** What a client offers beside its ticket, and what the WebSocket API answers with. */
export const liveProtocol = 'assay.v1';
