import { projection } from '../shared/projection.ts';
import { cellsOf } from './tables/cells.ts';
import { goldHoldings } from './tables/gold-holdings.ts';
import { holdingColumns } from './tables/wallet-columns.ts';
import { tellWatched } from './tell-watched.ts';

/** The last event of every commit that changes a holding. */
const moving = new Set(['GoldPurchaseCompleted', 'GoldAllocated', 'GoldSold']);

export const handler = projection('gold-holdings', goldHoldings, async (event, isNews) => {
  if (isNews && moving.has(event.eventType))
    await tellWatched(event, 'PortfolioUpdated', cellsOf(event, holdingColumns));
});
