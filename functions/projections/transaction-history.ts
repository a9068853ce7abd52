import { projection } from '../shared/projection.ts';
import { transactionHistory } from './tables/transaction-history.ts';
import { tellWatched } from './tell-watched.ts';

export const handler = projection(
  'transaction-history',
  transactionHistory,
  async (event, isNews) => {
    if (!isNews) return;
    const [write] = transactionHistory.writesOf(event);
    await tellWatched(event, 'TransactionUpdated', { ...write?.cells });
  },
);
