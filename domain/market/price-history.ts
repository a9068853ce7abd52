import { type Aggregate, evolveBy } from '../shared/decider.ts';
import { inParts } from '../shared/parts.ts';
import { formatPrice, perGramFromPerOunceAt, priceFromWire } from '../shared/price.ts';
import type { PriceHistoryImported } from './price-history-events.ts';

/** One year of the prices before the market's own, of one currency. */
export interface PriceHistory {
  readonly currency: string;
  readonly year: string;
  /** Micro-units per gram, by day. */
  readonly prices: Readonly<Record<string, bigint>>;
}

/** A checked row of a file. */
export interface DollarPrice {
  /** "1970-01-01"; a month's price stands on its first day. */
  readonly day: string;
  /** Millionths of a dollar, positive. */
  readonly usdPerOunce: bigint;
}

export interface ImportPrices {
  readonly type: 'ImportPrices';
  readonly currency: string;
  readonly year: string;
  /** Millionths of the currency's unit for one US dollar. */
  readonly rate: bigint;
  /** Days of that year, each once. */
  readonly prices: readonly DollarPrice[];
  readonly at: string;
}

/** A type, so that it is a record of JSON. */
export type PublicPriceHistory = {
  readonly currency: string;
  readonly year: string;
  readonly days: number;
};

/** Prices of one event: ten events with their envelopes travel to the bus in one call of 256 KB. */
const pricesPerEventMax = 100;

const importPrices = (
  { currency, year, rate, prices, at }: ImportPrices,
  history: PriceHistory,
): readonly PriceHistoryImported[] => {
  const changed = prices
    .map(({ day, usdPerOunce }) => ({
      day,
      usdPerOunce: formatPrice(usdPerOunce),
      pricePerGram: formatPrice(perGramFromPerOunceAt(usdPerOunce, rate)),
    }))
    .filter(({ day, pricePerGram }) => history.prices[day] !== priceFromWire(pricePerGram));
  return inParts(changed, pricesPerEventMax).map((some) => ({
    type: 'PriceHistoryImported',
    data: { currency, year, rate: formatPrice(rate), prices: some, importedAt: at },
  }));
};

/**
 * A year of imported prices (stream `history-<currency>-<yyyy>`). What is imported again changes nothing, and what
 * differs replaces what was there: a mistake in a file is mended by the file without it.
 */
export const priceHistory: Aggregate<PriceHistory, ImportPrices, PriceHistoryImported> = {
  type: 'history',
  stateVersion: 1,
  initialState: { currency: '', year: '', prices: {} },
  publicState: ({ currency, year, prices }): PublicPriceHistory => ({
    currency,
    year,
    days: Object.keys(prices).length,
  }),
  evolve: evolveBy<PriceHistory, PriceHistoryImported>({
    PriceHistoryImported: (history, { data: { currency, year, prices } }) => ({
      currency,
      year,
      prices: {
        ...history.prices,
        ...Object.fromEntries(
          prices.map(({ day, pricePerGram }) => [day, priceFromWire(pricePerGram)]),
        ),
      },
    }),
  }),
  decide: importPrices,
};
