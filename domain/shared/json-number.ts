import { divide } from './rounding.ts';

/** What a JSON number may look like (RFC 8259, section 6), without a sign and within reason. */
const spelling = /^(\d{1,15})(?:\.(\d{1,30}))?(?:[eE]([+-]?\d{1,2}))?$/;

/**
 * Units of 10^-decimals of a JSON number's own digits, rounded half to even, without a float in between. Undefined when
 * it is negative or of no sane size.
 */
export const decimalOfJsonNumber = (text: string, decimals: number): bigint | undefined => {
  const [, whole, fraction = '', exponent = '0'] = spelling.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = BigInt(whole + fraction);
  const places = decimals + Number(exponent) - fraction.length;
  return places >= 0
    ? digits * 10n ** BigInt(places)
    : divide(digits, 10n ** BigInt(-places), 'half-even');
};
