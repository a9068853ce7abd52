import { decimalFromWire, formatDecimal, parseDecimal } from './decimal.ts';
import { positiveDecimal } from './decimal-codec.ts';
import { troyOunceInTenthMicrograms } from './gold.ts';
import { divide, type Rounding } from './rounding.ts';

/** Prices are counted in millionths of the currency's unit per gram: "124.873500" is 124_873_500n. */
const priceDecimals = 6;

/** 10,000 basis points are the whole. */
export const basisPointsInWhole = 10_000n;

export const parsePrice = (text: string): bigint | undefined => parseDecimal(text, priceDecimals);

export const formatPrice = (microUnits: bigint): string => formatDecimal(microUnits, priceDecimals);

/** Micro-units per gram of what an event says. Throws RangeError on anything else. */
export const priceFromWire = (text: string): bigint => decimalFromWire(text, priceDecimals);

/** A positive price per gram: "124.8735" on the wire, 124_873_500n inside. */
export const PricePerGram = positiveDecimal(priceDecimals, 'a price per gram');

/** The price per gram of a price per troy ounce (both in micro-units), by 31.1034768 g exactly. */
export const perGramFromPerOunce = (
  microUnitsPerOunce: bigint,
  rounding: Rounding = 'half-even',
): bigint => divide(microUnitsPerOunce * 10_000_000n, troyOunceInTenthMicrograms, rounding);

/**
 * The price per gram, in another currency, of a price per troy ounce: `rate` is in millionths of that currency's unit
 * for one of the first. Rounded once, half to even.
 */
export const perGramFromPerOunceAt = (microUnitsPerOunce: bigint, rate: bigint): bigint =>
  divide(
    microUnitsPerOunce * rate * 10_000_000n,
    troyOunceInTenthMicrograms * 1_000_000n,
    'half-even',
  );

/** `price` raised by `basisPoints` of itself (lowered when negative): a spread, a tax. Rounded to a whole micro-unit. */
export const withMargin = (price: bigint, basisPoints: bigint, rounding: Rounding): bigint =>
  divide(price * (basisPointsInWhole + basisPoints), basisPointsInWhole, rounding);

/** How far `to` is from `from` in whole basis points of `from`, rounded down, without a sign. `from` must be positive. */
export const basisPointsBetween = (from: bigint, to: bigint): bigint => {
  const distance = to > from ? to - from : from - to;
  return divide(distance * basisPointsInWhole, from, 'down');
};
