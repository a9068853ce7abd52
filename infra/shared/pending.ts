/**
 * Handlers that the stacks name before their file exists. Each deploys as a stub that fails by name; a test fails
 * as soon as one of them has its file.
 */
export const pending: ReadonlySet<string> = new Set([
  'accounts/create-session',
  'accounts/end-session',
  'accounts/get-me',
  'accounts/refresh-session',
  'accounts/register-user',
  'bank/list-deposits',
  'bank/receive-webhook',
  'bank/verify-deposit',
  'ledger/relay',
  'market/get-price',
  'market/poll-price',
  'notifications/send-welcome-email',
  'openapi/get-openapi',
  'openapi/not-found',
  'projections/deposit-reviews',
  'projections/gold-holdings',
  'projections/market-prices',
  'projections/transaction-history',
  'projections/user-accounts',
  'projections/user-wallets',
  'trading/buy-gold',
  'vault/get-vault',
  'vault/receive-bar',
  'wallets/explain-transaction',
  'wallets/get-holdings',
  'wallets/get-transaction',
  'wallets/get-wallet',
  'wallets/list-transactions',
]);
