import { type Aggregate, decideBy, evolveBy } from '../shared/decider.ts';
import { policy } from '../shared/policy.ts';
import { basisPointsBetween, formatPrice, priceFromWire } from '../shared/price.ts';
import { Refusal } from '../shared/refusal.ts';
import { instantFromWire } from '../shared/time.ts';
import {
  type Candles,
  candlesWith,
  type Interval,
  type PublicCandle,
  publicCandle,
} from './candles.ts';
import { consensusOf, type SourcePrice } from './consensus.ts';
import type { FailedSource, MarketEvent } from './events.ts';

/** One UTC day of one currency's market. A new day knows nothing of the day before and says its facts again. */
export interface Market {
  readonly currency: string;
  /** Empty until the day's first price. */
  readonly priceId: string;
  /** Micro-units per gram. */
  readonly pricePerGram: bigint;
  readonly updatedAt: string;
  readonly session: 'unknown' | 'open' | 'closed';
  readonly marketSession: string;
  /** Whether the calendar said so, which then says too when that ends; a sandbox's market may say otherwise. */
  readonly byCalendar: boolean;
  /** Of the minute, the hour and the day of the latest price. */
  readonly candles: Candles;
}

/** What one poll of the sources brought. */
export interface RecordPrices {
  readonly type: 'RecordPrices';
  readonly priceId: string;
  readonly currency: string;
  readonly prices: readonly SourcePrice[];
  readonly failures?: readonly Omit<FailedSource, 'outcome'>[];
  /** The last price of the days before (micro-units per gram): what a new day's first price moved from. */
  readonly carriedPricePerGram?: bigint;
  readonly at: string;
}

/** What the calendar (or an operator) says of the session now: see `marketSessionAt`. */
export interface RecordSession {
  readonly type: 'RecordSession';
  readonly open: boolean;
  readonly marketSession: string;
  /** Whether it is the calendar that says so. */
  readonly byCalendar: boolean;
  /** When it opened, or when the last one closed. */
  readonly since: string;
}

export type MarketCommand = RecordPrices | RecordSession;

/** The latest price and session, as the bus carries it. A type, so that it is a record of JSON. */
export type PublicMarket = {
  readonly currency: string;
  readonly priceId: string;
  readonly goldPricePerGram: string;
  readonly updatedAt: string;
  readonly session: Market['session'];
  readonly marketSession: string;
  /** Whether the session is what the calendar says anyway, to the millisecond: then nobody need be told it. */
  readonly sessionByCalendar: boolean;
  readonly candles: { readonly [I in Interval]?: PublicCandle };
};

const publicCandles = (candles: Candles): PublicMarket['candles'] =>
  Object.fromEntries(
    Object.entries(candles).map(([interval, candle]) => [interval, publicCandle(candle)]),
  );

/** A poll that took so long that a later one was recorded before it: its price is history already. */
const isOvertaken = (market: Market, at: string): boolean =>
  market.priceId !== '' && instantFromWire(at) <= instantFromWire(market.updatedAt);

/** The last price is still good: it hardly moved and is not old. */
const isUnchanged = (market: Market, pricePerGram: bigint, at: string): boolean =>
  market.priceId !== '' &&
  basisPointsBetween(market.pricePerGram, pricePerGram) < policy.market.moveBasisPointsMin &&
  instantFromWire(at) - instantFromWire(market.updatedAt) < policy.market.silenceMsMax;

const recordPrices = (command: RecordPrices, market: Market): readonly MarketEvent[] => {
  const { priceId, currency, prices, carriedPricePerGram, at } = command;
  const { pricePerGram, source, sources: quotes } = consensusOf(prices, at);
  const failed = (command.failures ?? []).map((one) => ({ ...one, outcome: 'failed' as const }));
  const sources = [...quotes, ...failed];
  if (pricePerGram === undefined)
    throw new Refusal('market.no-price', 'No source gave a usable price.', { sources });
  if (isOvertaken(market, at) || isUnchanged(market, pricePerGram, at)) return [];
  const previous = market.priceId === '' ? carriedPricePerGram : market.pricePerGram;
  const data = {
    priceId,
    goldPricePerGram: formatPrice(pricePerGram),
    ...(previous === undefined ? {} : { previousPricePerGram: formatPrice(previous) }),
    currency,
    source,
    sources,
    updatedAt: at,
  };
  return [{ type: 'MarketPriceUpdated', data }];
};

const recordSession = (command: RecordSession, market: Market): readonly MarketEvent[] => {
  const { open, marketSession, since, byCalendar } = command;
  const known =
    market.session === (open ? 'open' : 'closed') &&
    market.marketSession === marketSession &&
    market.byCalendar === byCalendar;
  if (known) return [];
  const said = { marketSession, ...(byCalendar ? { byCalendar } : {}) };
  return [
    open
      ? { type: 'MarketOpened', data: { ...said, openedAt: since } }
      : { type: 'MarketClosed', data: { ...said, closedAt: since } },
  ];
};

/** Prices and sessions of a day (stream `market-<currency>-<yyyy-mm-dd>`). */
export const market: Aggregate<Market, MarketCommand, MarketEvent> = {
  type: 'market',
  stateVersion: 3,
  initialState: {
    currency: '',
    priceId: '',
    pricePerGram: 0n,
    updatedAt: '',
    session: 'unknown',
    marketSession: '',
    byCalendar: false,
    candles: {},
  },
  publicState: (state): PublicMarket => ({
    currency: state.currency,
    priceId: state.priceId,
    goldPricePerGram: formatPrice(state.pricePerGram),
    updatedAt: state.updatedAt,
    session: state.session,
    marketSession: state.marketSession,
    sessionByCalendar: state.byCalendar,
    candles: publicCandles(state.candles),
  }),
  evolve: evolveBy<Market, MarketEvent>({
    MarketPriceUpdated: (state, { data }) => ({
      ...state,
      currency: data.currency,
      priceId: data.priceId,
      pricePerGram: priceFromWire(data.goldPricePerGram),
      updatedAt: data.updatedAt,
      candles: candlesWith(state.candles, {
        pricePerGram: priceFromWire(data.goldPricePerGram),
        at: data.updatedAt,
      }),
    }),
    MarketOpened: (state, { data: { marketSession, byCalendar = false } }) => ({
      ...state,
      session: 'open',
      marketSession,
      byCalendar,
    }),
    MarketClosed: (state, { data: { marketSession, byCalendar = false } }) => ({
      ...state,
      session: 'closed',
      marketSession,
      byCalendar,
    }),
  }),
  decide: decideBy<Market, MarketCommand, MarketEvent>({
    RecordPrices: recordPrices,
    RecordSession: recordSession,
  }),
};
