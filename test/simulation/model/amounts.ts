/**
 * The model's own arithmetic, written from the published units and sharing nothing with `domain/`: cents, micrograms
 * and micro-euro per gram as bigints.
 */
const scaled = (text: string, decimals: number): bigint => {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new Error(`not a decimal: ${text}`);
  const [, sign = '', whole = '0', fraction = ''] = match;
  if (fraction.length > decimals) throw new Error(`too many decimals: ${text}`);
  const value = BigInt(`${whole}${fraction.padEnd(decimals, '0')}`);
  return sign === '-' ? -value : value;
};

const printed = (value: bigint, decimals: number): string => {
  const digits = `${value < 0n ? -value : value}`.padStart(decimals + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};

export const cents = (text: string): bigint => scaled(text, 2);
export const micrograms = (text: string): bigint => scaled(text, 6);
export const microPrice = (text: string): bigint => scaled(text, 6);
export const asCents = (value: bigint): string => printed(value, 2);
export const asPrice = (value: bigint): string => printed(value, 6);
export const asGrams = (value: bigint): string => printed(value, 6);

const step = 100n;
const up = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;

/** Grams are micrograms, a price micro-euro per gram; their product is 10^-12 euro, and a cent is 10^10 of them. */
const perCent = 10_000_000_000n;

/** What a buyer pays, in cents: rounded up. */
export const costOf = (grams: bigint, price: bigint): bigint => up(grams * price, perCent);

/** What a seller gets, in cents: rounded down. */
export const proceedsOf = (grams: bigint, price: bigint): bigint => (grams * price) / perCent;

/** The most gold, in whole steps, that costs no more than an amount. */
export const gramsFor = (amount: bigint, price: bigint): bigint =>
  ((amount * perCent) / price / step) * step;

/** The least gold, in whole steps, that brings at least an amount. */
export const gramsWorth = (amount: bigint, price: bigint): bigint =>
  up(amount * perCent, price * step) * step;

/** What the house adds to and takes off the spot price, in hundredths of a percent. */
const spread = 50n;
const whole = 10_000n;

/** The price at which customers buy: spot and spread, rounded up. */
export const askOf = (spot: bigint): bigint => up(spot * (whole + spread), whole);

/** The price at which customers sell: spot less spread, rounded down. */
export const bidOf = (spot: bigint): bigint => (spot * (whole - spread)) / whole;
