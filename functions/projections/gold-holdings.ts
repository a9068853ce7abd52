import { projection } from '../shared/projection.ts';
import { tellWatched } from './tell-watched.ts';
import { goldHoldingColumns, holdingColumns } from './wallet-columns.ts';
import { cellsOf, walletRow } from './wallet-row.ts';

/** The last event of every commit that changes a holding. */
const moving = new Set(['GoldPurchaseCompleted', 'GoldAllocated', 'GoldSold']);

/** gold_holdings: gold, what it cost, and what sales of it gained. */
export const handler = projection('gold-holdings', async (event) => {
  const isNews = await walletRow('goldHoldingsTable', goldHoldingColumns, event);
  if (isNews && moving.has(event.eventType))
    await tellWatched(event, 'PortfolioUpdated', cellsOf(event, holdingColumns));
});
