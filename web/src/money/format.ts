/** Intl formats decimal strings exactly; TypeScript wants to be told that these are such. */
const exact = (text: string): Intl.StringNumericLiteral => text as Intl.StringNumericLiteral;

const formats = new Map<string, Intl.NumberFormat>();

const numberFormat = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const key = JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.NumberFormat(undefined, options);
  formats.set(key, known);
  return known;
};

/** "€1,000.50", as the reader's locale has it. */
export const money = (amount: string, currency = 'EUR'): string =>
  numberFormat({ style: 'currency', currency }).format(exact(amount));

/** With its sign always, for gains. */
export const signedMoney = (amount: string, currency = 'EUR'): string =>
  numberFormat({ style: 'currency', currency, signDisplay: 'exceptZero' }).format(exact(amount));

/** A price per gram, to the cent: as exact as people compare it. */
export const pricePerGram = (price: string, currency = 'EUR'): string =>
  numberFormat({
    style: 'currency',
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(exact(price));

/** "1.2345 g": four decimals, the step in which gold is traded. */
export const grams = (amount: string): string =>
  `${numberFormat({ minimumFractionDigits: 4, maximumFractionDigits: 4, roundingMode: 'trunc' }).format(exact(amount))} g`;

/** "12,441.366912 g": to the microgram, as the books have it. */
export const fineGrams = (amount: string): string =>
  `${numberFormat({ minimumFractionDigits: 6, maximumFractionDigits: 6 }).format(exact(amount))} g`;

/** "+3.20 %" of a text that already says per cent. */
export const signedPercent = (percent: string): string =>
  `${numberFormat({ minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'exceptZero' }).format(exact(percent))} %`;

/** "3.2 %" of a part of one. */
export const rate = (part: number): string =>
  numberFormat({
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  }).format(part);

/** A number beside an axis, which is read at a glance: "1.2M", "35,000", "121.50". */
export const onAxis = (value: number): string =>
  numberFormat(
    Math.abs(value) < 100_000
      ? { minimumFractionDigits: Math.abs(value) < 1_000 ? 2 : 0, maximumFractionDigits: 2 }
      : { notation: 'compact', maximumFractionDigits: 1 },
  ).format(value);

/** As it is typed in the reader's own locale, for a field that is filled in for them. */
export const typedAs = (decimal: string): string =>
  numberFormat({ useGrouping: false, maximumFractionDigits: 6 }).format(exact(decimal));

/** Writes an instant, or the ms since 1970, where the reader is. */
export const dateFormat = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat(undefined, options);
  return (instant: string | number): string => format.format(new Date(instant));
};

export const dayAndTime = dateFormat({ dateStyle: 'medium', timeStyle: 'short' });
export const day = dateFormat({ dateStyle: 'medium' });
export const timeOfDay = dateFormat({ timeStyle: 'medium' });
export const monthAndYear = dateFormat({ month: 'long', year: 'numeric', timeZone: 'UTC' });

/** An IBAN in fours. */
export const iban = (text: string): string => text.replaceAll(/(.{4})(?=.)/g, '$1 ');
