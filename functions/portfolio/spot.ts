import { market } from '../../domain/market/market.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { dayOf } from '../../domain/shared/time.ts';
import { latestTick } from '../shared/latest-price.ts';
import { priceAt } from '../shared/price-history.ts';
import { marketStream } from '../shared/recorded-price.ts';
import { commitAsOf } from '../shared/store/as-of.ts';
import { headOf } from '../shared/store/events-table.ts';
import { instantOf } from './holding.ts';

/** A price and when it was told. */
export interface Spot {
  /** Micro-units per gram. */
  readonly spotPerGram: bigint;
  readonly updatedAt: string;
}

/** The last price of a day until an instant, out of the market's own stream of that day; undefined where it has none. */
const recordedAt = async (currency: string, instant: string): Promise<Spot | undefined> => {
  const commit = await commitAsOf(marketStream(currency, dayOf(instant)), instant);
  if (commit === undefined) return undefined;
  const { priceId, pricePerGram, updatedAt } = (await headOf(market, commit)).state;
  return priceId === '' ? undefined : { spotPerGram: pricePerGram, updatedAt };
};

/**
 * The price that was known at an instant (ISO 8601, milliseconds): exactly, out of the events of its day, or out of the
 * price history for days without any. Throws `market.no-price` before history begins.
 */
export const spotKnownAt = async (currency: string, instant: string): Promise<Spot> => {
  const recorded = await recordedAt(currency, instant);
  if (recorded !== undefined) return recorded;
  const seen = await priceAt(currency, instant);
  if (seen === undefined)
    throw new Refusal('market.no-price', 'No price is known of that time.', { at: instant });
  return { spotPerGram: seen.pricePerGram, updatedAt: seen.at };
};

/** The price now, or as it was known at `asOf`. Throws `market.no-price` where there is none. */
export const spotAt = (currency: string, asOf: string | undefined): Promise<Spot> =>
  asOf === undefined ? latestTick() : spotKnownAt(currency, instantOf(asOf));
