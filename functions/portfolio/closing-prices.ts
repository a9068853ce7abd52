import type { PricePoint } from '../../domain/portfolio/what-if.ts';
import { dailyCloses } from '../shared/price-history.ts';

/** The past does not change; only the newest day does, and a what-if may see it some minutes late. */
const keptMs = 5 * 60_000;
let kept: { readonly currency: string; readonly untilMs: number } | undefined;
let history: Promise<readonly PricePoint[]> = Promise.resolve([]);

/** The whole history of closing prices, oldest first, read once by an instance and kept for five minutes. */
export const closingPrices = (currency: string): Promise<readonly PricePoint[]> => {
  if (kept?.currency === currency && kept.untilMs > Date.now()) return history;
  kept = { currency, untilMs: Date.now() + keptMs };
  history = dailyCloses(currency);
  history.catch(() => {
    kept = undefined;
  });
  return history;
};
