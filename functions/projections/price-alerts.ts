import { projection } from '../shared/projection.ts';
import { priceAlerts } from './tables/price-alerts.ts';

export const handler = projection('price-alerts', priceAlerts);
