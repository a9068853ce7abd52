/**
 * Prices of the sandbox market: a bigint of 10⁻¹³ EUR per troy ounce. A gram price of six decimals times 31.1034768
 * has thirteen, so that what somebody sets per gram comes out per ounce without rounding.
 */
export type OuncePrice = bigint;

const decimals = 13;
const scale = 10n ** 13n;
/** 31.1034768 grams in a troy ounce, with seven decimals. */
const gramsPerOunce = 311_034_768n;
const gramsScale = 10n ** 7n;

/** Euro for a US dollar: a constant of the sandbox, near the rate of June 2026, so that dollar files can be used. */
export const euroPerDollarText = '0.86';
const euroPerDollar = { numerator: 86n, denominator: 100n };

/** A decimal string to 10^-places units; undefined when it is not a plain positive decimal of that precision. */
const parse = (text: string, places: number): bigint | undefined => {
  const [, whole, fraction = ''] = /^(\d{1,9})(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > places) return undefined;
  const value = BigInt(whole + fraction.padEnd(places, '0'));
  return value > 0n ? value : undefined;
};

/** From EUR per gram with at most six decimals. */
export const fromPricePerGram = (text: string): OuncePrice | undefined => {
  const micro = parse(text, 6);
  return micro === undefined ? undefined : micro * gramsPerOunce;
};

/** From EUR per ounce as `formatPerOunce` wrote it. */
export const fromPricePerOunce = (text: string): OuncePrice => {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
};

/** From USD per ounce, at the sandbox's rate. */
export const fromDollarsPerOunce = (text: string): OuncePrice | undefined => {
  const price = parse(text, 10);
  return price === undefined
    ? undefined
    : (price * 1_000n * euroPerDollar.numerator) / euroPerDollar.denominator;
};

/** Moves a price by so many millionths of itself. */
export const moved = (price: OuncePrice, partsPerMillion: bigint): OuncePrice =>
  price + (price * partsPerMillion) / 1_000_000n;

const format = (value: bigint, places: number): string => {
  const digits = String(value).padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, -places) : `${digits.slice(0, -places)}.${fraction}`;
};

/** EUR per ounce, all thirteen decimals that count. */
export const formatPerOunce = (price: OuncePrice): string => format(price, decimals);

/** EUR per gram with at most six decimals, rounded half up. */
export const formatPerGram = (price: OuncePrice): string => {
  const divisor = gramsPerOunce * (scale / gramsScale / 1_000_000n);
  return format((price + divisor / 2n) / divisor, 6);
};
