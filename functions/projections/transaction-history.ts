import { projection } from '../shared/projection.ts';
import { transactionHistory } from './tables/transaction-history.ts';
import { tellWatched } from './tell-watched.ts';

export const handler = projection(
  'transaction-history',
  transactionHistory,
  async (event, isNews, [write]) => {
    if (isNews) await tellWatched(event, 'TransactionUpdated', { ...write?.cells });
  },
);
