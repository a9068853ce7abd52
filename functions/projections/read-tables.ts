import type { ProjectionName } from '../../domain/shared/names.ts';
import type { ReadTable } from '../shared/read-table.ts';
import { adjustments } from './tables/adjustments.ts';
import { bankMovements } from './tables/bank-movements.ts';
import { cases } from './tables/cases.ts';
import { depositReviews } from './tables/deposit-reviews.ts';
import { goldHoldings } from './tables/gold-holdings.ts';
import { marketPrices } from './tables/market-prices.ts';
import { poolParticipations } from './tables/pool-participations.ts';
import { pools } from './tables/pools.ts';
import { priceAlerts } from './tables/price-alerts.ts';
import { reconciliations } from './tables/reconciliations.ts';
import { transactionHistory } from './tables/transaction-history.ts';
import { userAccounts } from './tables/user-accounts.ts';
import { userWallets } from './tables/user-wallets.ts';
import { withdrawals } from './tables/withdrawals.ts';

/** Every table that a projection keeps. */
export const readTables: Readonly<Record<ProjectionName, ReadTable>> = {
  adjustments,
  'bank-movements': bankMovements,
  cases,
  'deposit-reviews': depositReviews,
  'gold-holdings': goldHoldings,
  'market-prices': marketPrices,
  'pool-participations': poolParticipations,
  pools,
  'price-alerts': priceAlerts,
  reconciliations,
  'transaction-history': transactionHistory,
  'user-accounts': userAccounts,
  'user-wallets': userWallets,
  withdrawals,
};
