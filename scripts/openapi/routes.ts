import type { Contract } from '../../functions/shared/http/endpoint.ts';

interface Documented {
  readonly route: string;
  readonly summary: string;
  readonly load: () => Promise<{ readonly handler: { readonly contract: Contract } }>;
}

/** Every route whose handler carries a contract. A test compares them with the routes that are deployed. */
export const routes: readonly Documented[] = [
  {
    route: 'POST /v1/users',
    summary: 'Register',
    load: () => import('../../functions/accounts/register-user.ts'),
  },
  {
    route: 'POST /v1/sessions',
    summary: 'Log in',
    load: () => import('../../functions/accounts/create-session.ts'),
  },
  {
    route: 'POST /v1/sessions/refresh',
    summary: 'A new access token for a refresh token',
    load: () => import('../../functions/accounts/refresh-session.ts'),
  },
  {
    route: 'GET /v1/me',
    summary: 'The own profile',
    load: () => import('../../functions/accounts/get-me.ts'),
  },
  {
    route: 'DELETE /v1/me',
    summary: 'Erase the own personal data, and the account with it',
    load: () => import('../../functions/accounts/erase-me.ts'),
  },
  {
    route: 'POST /v1/me/mfa',
    summary: 'A secret for an authenticator app',
    load: () => import('../../functions/accounts/enrol-mfa.ts'),
  },
  {
    route: 'POST /v1/me/mfa/verify',
    summary: 'Prove that the app has the secret, and ask for its codes from now on',
    load: () => import('../../functions/accounts/verify-mfa.ts'),
  },
  {
    route: 'DELETE /v1/me/mfa',
    summary: 'Ask for codes no more',
    load: () => import('../../functions/accounts/remove-mfa.ts'),
  },
  {
    route: 'POST /v1/me/verification',
    summary: 'Begin a check of the own identity',
    load: () => import('../../functions/accounts/start-verification.ts'),
  },
  {
    route: 'GET /v1/notifications',
    summary: 'What one was told, newest first',
    load: () => import('../../functions/notifications/list-notifications.ts'),
  },
  {
    route: 'POST /v1/notifications/reads',
    summary: 'Note that all up to an instant was read',
    load: () => import('../../functions/notifications/mark-notifications-read.ts'),
  },
  {
    route: 'GET /v1/notifications/preferences',
    summary: 'By which ways one is told',
    load: () => import('../../functions/notifications/get-preferences.ts'),
  },
  {
    route: 'PUT /v1/notifications/preferences',
    summary: 'Choose by which ways one is told',
    load: () => import('../../functions/notifications/change-preferences.ts'),
  },
  {
    route: 'POST /v1/live-tickets',
    summary: 'A ticket for one WebSocket, which tells of news',
    load: () => import('../../functions/realtime/issue-ticket.ts'),
  },
  {
    route: 'GET /v1/wallet',
    summary: 'Cash, and how to pay in',
    load: () => import('../../functions/wallets/get-wallet.ts'),
  },
  {
    route: 'GET /v1/holdings',
    summary: 'Gold',
    load: () => import('../../functions/wallets/get-holdings.ts'),
  },
  {
    route: 'GET /v1/transactions',
    summary: 'History, newest first',
    load: () => import('../../functions/wallets/list-transactions.ts'),
  },
  {
    route: 'GET /v1/transactions/{id}',
    summary: 'One transaction',
    load: () => import('../../functions/wallets/get-transaction.ts'),
  },
  {
    route: 'GET /v1/transactions/{id}/events',
    summary: 'The events that make up a transaction',
    load: () => import('../../functions/wallets/explain-transaction.ts'),
  },
  {
    route: 'GET /v1/portfolio',
    summary: 'Gold, its value and its gains, now or at an instant',
    load: () => import('../../functions/portfolio/get-portfolio.ts'),
  },
  {
    route: 'GET /v1/portfolio/history',
    summary: 'What the gold was worth over time',
    load: () => import('../../functions/portfolio/get-portfolio-history.ts'),
  },
  {
    route: 'GET /v1/portfolio/performance',
    summary: 'Money-weighted and time-weighted return',
    load: () => import('../../functions/portfolio/get-performance.ts'),
  },
  {
    route: 'POST /v1/portfolio/what-if',
    summary: 'What an investment in gold would have become',
    load: () => import('../../functions/portfolio/what-if.ts'),
  },
  {
    route: 'GET /v1/statements/{month}',
    summary: 'The statement of a month, as JSON, PDF or CSV',
    load: () => import('../../functions/statements/get-statement.ts'),
  },
  {
    route: 'POST /v1/purchases',
    summary: 'Buy gold',
    load: () => import('../../functions/trading/buy-gold.ts'),
  },
  {
    route: 'POST /v1/quotes',
    summary: 'A price to buy or sell at, for a minute',
    load: () => import('../../functions/trading/create-quote.ts'),
  },
  {
    route: 'POST /v1/sales',
    summary: 'Sell gold',
    load: () => import('../../functions/trading/sell-gold.ts'),
  },
  {
    route: 'GET /v1/price-alerts',
    summary: 'The own price alerts, newest first',
    load: () => import('../../functions/alerts/list-price-alerts.ts'),
  },
  {
    route: 'POST /v1/price-alerts',
    summary: 'Wait for a price',
    load: () => import('../../functions/alerts/create-price-alert.ts'),
  },
  {
    route: 'DELETE /v1/price-alerts/{id}',
    summary: 'Cancel a price alert',
    load: () => import('../../functions/alerts/cancel-price-alert.ts'),
  },
  {
    route: 'GET /v1/pools',
    summary: 'Pools, and how far they are',
    load: () => import('../../functions/pools/list-pools.ts'),
  },
  {
    route: 'GET /v1/pools/{id}',
    summary: 'One pool, and the own part in it',
    load: () => import('../../functions/pools/get-pool.ts'),
  },
  {
    route: 'POST /v1/pools/{id}/participations',
    summary: 'Commit money to a pool',
    load: () => import('../../functions/pools/commit-to-pool.ts'),
  },
  {
    route: 'GET /v1/admin/pools',
    summary: 'Pools as operations see them',
    load: () => import('../../functions/pools/list-pool-records.ts'),
  },
  {
    route: 'POST /v1/admin/pools',
    summary: 'Open a pool',
    load: () => import('../../functions/pools/open-pool.ts'),
  },
  {
    route: 'POST /v1/admin/pools/{id}/closures',
    summary: 'Close a pool before its time',
    load: () => import('../../functions/pools/close-pool.ts'),
  },
  {
    route: 'POST /v1/admin/pools/{id}/cancellations',
    summary: 'Cancel a pool whose gold is not bought',
    load: () => import('../../functions/pools/cancel-pool.ts'),
  },
  {
    route: 'POST /v1/admin/pools/{id}/purchases',
    summary: 'Have the dealer asked again',
    load: () => import('../../functions/pools/retry-purchase.ts'),
  },
  {
    route: 'GET /v1/bank-accounts',
    summary: 'The bank accounts that may be paid to',
    load: () => import('../../functions/accounts/list-bank-accounts.ts'),
  },
  {
    route: 'POST /v1/bank-accounts',
    summary: 'List a bank account',
    load: () => import('../../functions/accounts/add-bank-account.ts'),
  },
  {
    route: 'DELETE /v1/bank-accounts/{id}',
    summary: 'Remove a bank account',
    load: () => import('../../functions/accounts/remove-bank-account.ts'),
  },
  {
    route: 'POST /v1/withdrawals',
    summary: 'Withdraw money',
    load: () => import('../../functions/withdrawals/request-withdrawal.ts'),
  },
  {
    route: 'GET /v1/withdrawals',
    summary: 'The own withdrawals, newest first',
    load: () => import('../../functions/withdrawals/list-withdrawals.ts'),
  },
  {
    route: 'GET /v1/withdrawals/{id}',
    summary: 'A withdrawal and its steps',
    load: () => import('../../functions/withdrawals/get-withdrawal.ts'),
  },
  {
    route: 'DELETE /v1/withdrawals/{id}',
    summary: 'Cancel a withdrawal',
    load: () => import('../../functions/withdrawals/cancel-withdrawal.ts'),
  },
  {
    route: 'GET /v1/admin/withdrawals',
    summary: 'Withdrawals in one status',
    load: () => import('../../functions/withdrawals/list-by-status.ts'),
  },
  {
    route: 'POST /v1/admin/withdrawals/{id}/approvals',
    summary: 'Approve a withdrawal',
    load: () => import('../../functions/withdrawals/approve-withdrawal.ts'),
  },
  {
    route: 'POST /v1/admin/withdrawals/{id}/rejections',
    summary: 'Reject a withdrawal',
    load: () => import('../../functions/withdrawals/reject-withdrawal.ts'),
  },
  {
    route: 'GET /v1/market/price',
    summary: 'The price now',
    load: () => import('../../functions/market/get-price.ts'),
  },
  {
    route: 'GET /v1/market/prices',
    summary: 'Candles of a minute, an hour or a day, oldest first',
    load: () => import('../../functions/market/list-prices.ts'),
  },
  {
    route: 'GET /v1/admin/users',
    summary: 'The account of an e-mail address',
    load: () => import('../../functions/accounts/find-users.ts'),
  },
  {
    route: 'GET /v1/admin/users/{id}',
    summary: 'One account',
    load: () => import('../../functions/accounts/get-user.ts'),
  },
  {
    route: 'POST /v1/admin/users/{id}/verifications',
    summary: 'Verify or reject an identity',
    load: () => import('../../functions/accounts/decide-verification.ts'),
  },
  {
    route: 'POST /v1/admin/users/{id}/suspensions',
    summary: 'Suspend an account and freeze its wallet',
    load: () => import('../../functions/accounts/suspend-user.ts'),
  },
  {
    route: 'POST /v1/admin/users/{id}/reinstatements',
    summary: 'Reinstate an account and unfreeze its wallet',
    load: () => import('../../functions/accounts/reinstate-user.ts'),
  },
  {
    route: 'GET /v1/admin/deposits',
    summary: 'Deposits that wait for people',
    load: () => import('../../functions/bank/list-deposits.ts'),
  },
  {
    route: 'POST /v1/admin/deposits/{id}/confirmations',
    summary: 'Accept a deposit in review',
    load: () => import('../../functions/bank/confirm-deposit.ts'),
  },
  {
    route: 'POST /v1/admin/deposits/{id}/rejections',
    summary: 'Refuse a deposit in review',
    load: () => import('../../functions/bank/reject-deposit.ts'),
  },
  {
    route: 'POST /v1/admin/deposits/{id}/assignments',
    summary: 'Give unmatched money to a wallet',
    load: () => import('../../functions/bank/assign-deposit.ts'),
  },
  {
    route: 'POST /v1/admin/deposits/{id}/returns',
    summary: 'Send unmatched money back',
    load: () => import('../../functions/bank/return-deposit.ts'),
  },
  {
    route: 'POST /v1/admin/market/history',
    summary: 'Import historical prices: lines of a date and US dollars per troy ounce',
    load: () => import('../../functions/market/import-prices.ts'),
  },
  {
    route: 'POST /v1/admin/reconciliations',
    summary: 'Take a bank statement in (camt.053)',
    load: () => import('../../functions/reconciliation/upload-statement.ts'),
  },
  {
    route: 'GET /v1/admin/reconciliations',
    summary: 'Statements, and how they compared',
    load: () => import('../../functions/reconciliation/list-reconciliations.ts'),
  },
  {
    route: 'GET /v1/admin/reconciliations/{id}',
    summary: 'One statement, line by line, and the books as of its end',
    load: () => import('../../functions/reconciliation/get-reconciliation.ts'),
  },
  {
    route: 'POST /v1/admin/adjustments',
    summary: 'Ask for a correction of a customer’s cash',
    load: () => import('../../functions/adjustments/request-adjustment.ts'),
  },
  {
    route: 'POST /v1/admin/adjustments/{id}/approvals',
    summary: 'Approve a correction, as the second person',
    load: () => import('../../functions/adjustments/approve-adjustment.ts'),
  },
  {
    route: 'POST /v1/admin/adjustments/{id}/rejections',
    summary: 'Decline a correction',
    load: () => import('../../functions/adjustments/decline-adjustment.ts'),
  },
  {
    route: 'GET /v1/admin/adjustments',
    summary: 'Corrections that wait for a second person',
    load: () => import('../../functions/adjustments/list-adjustments.ts'),
  },
  {
    route: 'POST /v1/admin/vault/bars',
    summary: 'Take a bar into the vault',
    load: () => import('../../functions/vault/receive-bar.ts'),
  },
  {
    route: 'POST /v1/admin/vault/bars/{serial}/releases',
    summary: 'Let a bar leave the vault',
    load: () => import('../../functions/vault/release-bar.ts'),
  },
  {
    route: 'GET /v1/admin/vault',
    summary: 'Bars, and what is left of them',
    load: () => import('../../functions/vault/get-vault.ts'),
  },
  {
    route: 'GET /v1/admin/cases',
    summary: 'What compliance must look into',
    load: () => import('../../functions/compliance/list-cases.ts'),
  },
  {
    route: 'POST /v1/admin/cases/{id}/decisions',
    summary: 'Decide on a case',
    load: () => import('../../functions/compliance/decide-case.ts'),
  },
  {
    route: 'GET /v1/admin/streams/{stream}',
    summary: 'A stream of events, its chain and its state at any moment',
    load: () => import('../../functions/audit/get-stream.ts'),
  },
  {
    route: 'GET /v1/admin/audit',
    summary: 'Everything that was stored about a customer',
    load: () => import('../../functions/audit/list-audit.ts'),
  },
  {
    route: 'GET /v1/admin/projections',
    summary: 'How far behind the read tables are',
    load: () => import('../../functions/audit/list-projections.ts'),
  },
  {
    route: 'POST /v1/admin/projections/{name}/rebuilds',
    summary: 'Check every row of a read table against the events, and put it right',
    load: () => import('../../functions/projections/start-rebuild.ts'),
  },
];
