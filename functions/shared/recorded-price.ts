import { type Market, market } from '../../domain/market/market.ts';
import { dayOf, formatDay, instantFromWire, msPerDay } from '../../domain/shared/time.ts';
import { loadHead } from './store/events-table.ts';

/** The longest that a market is silent: a long weekend, and a good reserve. */
const daysBackMax = 10;

export const marketStream = (currency: string, day: string): string => `market-${currency}-${day}`;

/**
 * The last price recorded up to and including a day, strongly read from the market's own streams: one read as a rule,
 * one more for every silent day. Undefined when there was none for ten days.
 */
const lastRecorded = async (currency: string, day: string): Promise<Market | undefined> => {
  let back = instantFromWire(`${day}T00:00:00Z`);
  for (let tries = 0; tries < daysBackMax; tries++, back -= msPerDay) {
    const stream = marketStream(currency, formatDay(back / msPerDay));
    const { state } = await loadHead(market, stream, true);
    if (state.priceId !== '') return state;
  }
  return undefined;
};

/** The last price recorded up to now: strongly read, so a price that anybody was told of is not overlooked. */
export const lastRecordedBy = (currency: string, at: string): Promise<Market | undefined> =>
  lastRecorded(currency, dayOf(at));

/** The same before the day of an instant. */
export const recordedBeforeDayOf = (currency: string, at: string): Promise<Market | undefined> =>
  lastRecorded(currency, formatDay(instantFromWire(`${dayOf(at)}T00:00:00Z`) / msPerDay - 1));
