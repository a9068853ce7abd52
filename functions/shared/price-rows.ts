/**
 * How market_prices keeps candles: one partition per currency and interval, sorted by the candle's start, so that any
 * range is one query. A few rows a minute are far below what a partition takes, and a partition without a local index
 * may grow as it likes.
 */
export const partitionOf = (currency: string, interval: string): string =>
  `${interval}#${currency}`;

/** Candles of a minute are kept for as long as events are hot; hours and days for ever. */
const minutesKeptSeconds = 730 * 86_400;

/** When a candle may go (epoch seconds). */
export const expiryOf = (interval: string, startsAt: string): { readonly expiresAt?: number } =>
  interval === '1m' ? { expiresAt: Date.parse(startsAt) / 1_000 + minutesKeptSeconds } : {};
