import { decimalFromWire, formatDecimal, parseDecimal } from './decimal.ts';
import { positiveDecimal } from './decimal-codec.ts';
import { divide } from './rounding.ts';

/** Fine gold is counted in whole micrograms: a gram on the wire has six decimals. */
const gramDecimals = 6;

/** The tradable step: 100 µg, 0.0001 g. */
export const tradableStep = 100n;

/** One troy ounce is 31.1034768 g exactly (480 grains of the international grain of 1959), so this many 10^-7 g. */
export const troyOunceInTenthMicrograms = 311_034_768n;

/** Micrograms, or undefined when `text` is not an unsigned decimal of at most six places. */
export const parseGrams = (text: string): bigint | undefined => parseDecimal(text, gramDecimals);

/** "10.000000" from 10,000,000 µg. */
export const formatGrams = (micrograms: bigint): string => formatDecimal(micrograms, gramDecimals);

/** Micrograms of what an event says. Throws RangeError on anything else than grams. */
export const gramsFromWire = (text: string): bigint => decimalFromWire(text, gramDecimals);

/** The largest tradable quantity within `micrograms`. */
export const downToStep = (micrograms: bigint): bigint => micrograms - (micrograms % tradableStep);

export const isWholeSteps = (micrograms: bigint): boolean => micrograms % tradableStep === 0n;

/** Micrograms in thousandths of a troy ounce, rounded down: gold is never made by conversion. */
export const microgramsOfMilliOunces = (milliOunces: bigint): bigint =>
  divide(milliOunces * troyOunceInTenthMicrograms, 10_000n, 'down');

/** Positive grams: "0.500000" or "0.5" on the wire, 500000n inside. The step is a rule of trading, not of spelling. */
export const Grams = positiveDecimal(gramDecimals, 'grams');
