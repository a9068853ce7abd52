/**
 * Decimal strings and whole numbers of a smallest unit, both ways and exactly. One spelling only: digits, then at most
 * one point with digits after it. No sign, space, exponent, thousands mark or leading zero.
 */
const spelling = /^(0|[1-9]\d*)(?:\.(\d+))?$/;

/** More digits before the point than any amount of money or gold has; what is longer is an attack or a mistake. */
const wholeDigitsMax = 12;

/** Units of 10^-decimals, or undefined when `text` is not a decimal of at most `decimals` places. */
export const parseDecimal = (text: string, decimals: number): bigint | undefined => {
  // Checked before the pattern, so that a megabyte of digits costs nothing.
  if (text.length > wholeDigitsMax + 1 + decimals) return undefined;
  const [, whole, fraction = ''] = spelling.exec(text) ?? [];
  if (whole === undefined || whole.length > wholeDigitsMax || fraction.length > decimals)
    return undefined;
  return BigInt(whole + fraction.padEnd(decimals, '0'));
};

/** The same for what may be negative (a gain, an adjustment): one leading minus, and never "-0". */
export const parseSignedDecimal = (text: string, decimals: number): bigint | undefined => {
  if (!text.startsWith('-')) return parseDecimal(text, decimals);
  const units = parseDecimal(text.slice(1), decimals);
  return units === undefined || units === 0n ? undefined : -units;
};

/** The one spelling with exactly `decimals` places; a minus in front of what is negative. */
export const formatDecimal = (units: bigint, decimals: number): string => {
  if (units < 0n) return `-${formatDecimal(-units, decimals)}`;
  const digits = units.toString().padStart(decimals + 1, '0');
  if (decimals === 0) return digits;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};

/** What an event or a read table says, parsed. Throws RangeError: a stored amount that does not parse is a bug. */
export const decimalFromWire = (text: string, decimals: number): bigint => {
  const units = parseSignedDecimal(text, decimals);
  if (units === undefined) throw new RangeError('a stored amount is not a decimal string');
  return units;
};
