import { projection } from '../shared/projection.ts';
import { marketPrices } from './tables/market-prices.ts';

export const handler = projection('market-prices', marketPrices);
