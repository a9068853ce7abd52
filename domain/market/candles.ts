import { formatPrice } from '../shared/price.ts';
import { greater, lesser } from '../shared/rounding.ts';
import {
  formatInstant,
  instantFromWire,
  msPerDay,
  msPerHour,
  msPerMinute,
} from '../shared/time.ts';

/** How long a candle lasts. All of them begin and end within one UTC day. */
const lengthMs = { '1m': msPerMinute, '1h': msPerHour, '1d': msPerDay } as const;

export type Interval = keyof typeof lengthMs;
export const intervals = Object.keys(lengthMs) as Interval[];

/** One price at one time. */
export interface TimedPrice {
  /** Micro-units per gram. */
  readonly pricePerGram: bigint;
  readonly at: string;
}

/** What the price did in one interval, in micro-units per gram. */
export interface Candle {
  readonly startsAt: string;
  /** The first price, and when it came. */
  readonly open: bigint;
  readonly openedAt: string;
  readonly high: bigint;
  readonly low: bigint;
  /** The last price, and when it came. */
  readonly close: bigint;
  readonly closedAt: string;
  /** How many prices. */
  readonly count: number;
}

export type Candles = { readonly [I in Interval]?: Candle };

/** The start of the interval that an instant lies in. */
export const startOf = (interval: Interval, instant: string): string => {
  const ms = instantFromWire(instant);
  const length = lengthMs[interval];
  return formatInstant(Math.floor(ms / length) * length);
};

const opened = (startsAt: string, { pricePerGram, at }: TimedPrice): Candle => ({
  startsAt,
  open: pricePerGram,
  openedAt: at,
  high: pricePerGram,
  low: pricePerGram,
  close: pricePerGram,
  closedAt: at,
  count: 1,
});

/** The candle with one price more, or the next one, which that price opens. Prices come in order of time. */
const withPrice = (candle: Candle | undefined, interval: Interval, price: TimedPrice): Candle => {
  const startsAt = startOf(interval, price.at);
  if (candle?.startsAt !== startsAt) return opened(startsAt, price);
  const { pricePerGram, at } = price;
  return {
    ...candle,
    high: greater(pricePerGram, candle.high),
    low: lesser(pricePerGram, candle.low),
    close: pricePerGram,
    closedAt: at,
    count: candle.count + 1,
  };
};

/** The candles of the moment, of every length, with one price more. */
export const candlesWith = (candles: Candles, price: TimedPrice): Candles =>
  Object.fromEntries(
    intervals.map((interval) => [interval, withPrice(candles[interval], interval, price)]),
  );

/** A candle with its prices as they stand on every wire. A type, so that it is a record of JSON. */
export type PublicCandle = Omit<Candle, 'open' | 'high' | 'low' | 'close'> & {
  readonly [Price in 'open' | 'high' | 'low' | 'close']: string;
};

export const publicCandle = (candle: Candle): PublicCandle => ({
  ...candle,
  open: formatPrice(candle.open),
  high: formatPrice(candle.high),
  low: formatPrice(candle.low),
  close: formatPrice(candle.close),
});
