import type { DomainEvent } from '../shared/decider.ts';

/** What gold cost on a day (or in a month, which stands on its first day), as a file of prices says it. */
export interface HistoricalPrice {
  readonly day: string;
  readonly usdPerOunce: string;
  /** In the event's currency, at its rate. */
  readonly pricePerGram: string;
}

/** The published language of a year of the price history. */
export type PriceHistoryImported = DomainEvent<
  'PriceHistoryImported',
  {
    readonly currency: string;
    readonly year: string;
    /** Units of the currency for one US dollar. */
    readonly rate: string;
    /** Only those that were new or differed. */
    readonly prices: readonly HistoricalPrice[];
    readonly importedAt: string;
  }
>;
