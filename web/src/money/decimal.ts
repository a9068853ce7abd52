/** A decimal of the API as whole units of `decimals`: "12.5" with two is 1250n. Digits beyond them are cut off. */
export const unitsOf = (text: string, decimals: number): bigint => {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const units = BigInt(whole + fraction.padEnd(decimals, '0').slice(0, decimals));
  return sign === '-' ? -units : units;
};

/** The inverse: 1250n with two decimals is "12.50". */
export const decimalOf = (units: bigint, decimals: number): string => {
  const digits = `${units < 0n ? -units : units}`.padStart(decimals + 1, '0');
  const at = digits.length - decimals;
  const fraction = decimals === 0 ? '' : `.${digits.slice(at)}`;
  return `${units < 0n ? '-' : ''}${digits.slice(0, at)}${fraction}`;
};

export const gramDecimals = 6;
const priceDecimals = 6;
/** Of every currency that Assay keeps. */
const moneyDecimals = 2;

/** What grams bring at a price, rounded down as a sale is. */
export const worthOf = (grams: string, pricePerGram: string): string => {
  const product = unitsOf(grams, gramDecimals) * unitsOf(pricePerGram, priceDecimals);
  const scale = 10n ** BigInt(gramDecimals + priceDecimals - moneyDecimals);
  return decimalOf(product / scale, moneyDecimals);
};

/** A price, changed to so many per cent of itself, to the cent. */
export const scaled = (price: string, percent: bigint): string =>
  decimalOf((unitsOf(price, moneyDecimals) * percent) / 100n, moneyDecimals);

export const minus = (a: string, b: string): string =>
  decimalOf(unitsOf(a, moneyDecimals) - unitsOf(b, moneyDecimals), moneyDecimals);

export const plus = (a: string, b: string): string =>
  decimalOf(unitsOf(a, moneyDecimals) + unitsOf(b, moneyDecimals), moneyDecimals);

export const isZero = (text: string): boolean => /^-?0*(\.0*)?$/.test(text);

/** -1, 0 or 1: how a gain is coloured and said. */
export const signOf = (text: string): -1 | 0 | 1 => {
  if (isZero(text)) return 0;
  return text.startsWith('-') ? -1 : 1;
};

/** How many per cent `part` is of `whole`, both counted with `decimals`; it has two decimals, and is undefined of nothing. */
export const percentOf = (
  part: string,
  whole: string,
  decimals = moneyDecimals,
): string | undefined => {
  const all = unitsOf(whole, decimals);
  if (all === 0n) return undefined;
  return decimalOf((unitsOf(part, decimals) * 10_000n) / all, 2);
};

/** A number to draw with: a pixel's worth of exactness is enough for a line, never for an amount. */
export const drawn = (text: string): number => Number.parseFloat(text);
