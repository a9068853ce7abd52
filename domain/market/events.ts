import type { DomainEvent } from '../shared/decider.ts';

/** What one source said, and whether it counted. */
export interface SourceQuote {
  readonly source: string;
  readonly pricePerGram: string;
  readonly outcome: 'used' | 'outlier' | 'stale';
}

/** A source that gave no price, and why: `no answer`, `status 503`, `no JSON`, `invalid rate.price`. */
export interface FailedSource {
  readonly source: string;
  readonly outcome: 'failed';
  readonly reason: string;
}

/** The published language of a market's day. */
export type MarketPriceUpdated = DomainEvent<
  'MarketPriceUpdated',
  {
    readonly priceId: string;
    readonly goldPricePerGram: string;
    /** The price recorded before this one, of an earlier day too: together they are the move that was seen. */
    readonly previousPricePerGram?: string;
    readonly currency: string;
    /** The source's name when one counted, `median` when several did. */
    readonly source: string;
    readonly sources: readonly (SourceQuote | FailedSource)[];
    readonly updatedAt: string;
  }
>;

export type MarketOpened = DomainEvent<
  'MarketOpened',
  /** The New York date on which the session ends; by the calendar, or by the word of a sandbox's market. */
  { readonly marketSession: string; readonly openedAt: string; readonly byCalendar?: true }
>;

export type MarketClosed = DomainEvent<
  'MarketClosed',
  { readonly marketSession: string; readonly closedAt: string; readonly byCalendar?: true }
>;

export type MarketEvent = MarketPriceUpdated | MarketOpened | MarketClosed;
