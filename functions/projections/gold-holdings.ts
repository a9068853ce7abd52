import { consumer } from '../shared/messages.ts';
import { walletRow } from './wallet-row.ts';

/** gold_holdings: gold and what it cost. */
export const handler = consumer(
  'gold-holdings',
  walletRow('goldHoldingsTable', ['userId', 'currency', 'grams', 'costBasis', 'averageCost']),
);
