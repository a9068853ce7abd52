import * as z from 'zod/mini';
import { exponentOf, isCurrency } from './currencies.ts';
import { decimalFromWire, formatDecimal, parseDecimal, parseSignedDecimal } from './decimal.ts';
import { positiveDecimal } from './decimal-codec.ts';

/** Whole minor units (cents of EUR, yen of JPY, fils of KWD), or undefined when `text` is not an unsigned decimal of that currency, or it is none. */
export const parseMoney = (text: string, currency: string): bigint | undefined =>
  isCurrency(currency) ? parseDecimal(text, exponentOf(currency)) : undefined;

/** "80.00" from 8000n EUR, "80" from 80n JPY, "80.000" from 80000n KWD. */
export const formatMoney = (amount: bigint, currency: string): string =>
  formatDecimal(amount, exponentOf(currency));

/** Minor units of what an event says. Throws RangeError on anything else than a decimal of that currency. */
export const moneyFromWire = (text: string, currency: string): bigint =>
  decimalFromWire(text, exponentOf(currency));

/** `units` whole euros, dollars, yen … as minor units: how limits are written once for every currency. */
export const wholeUnits = (units: bigint, currency: string): bigint =>
  units * 10n ** BigInt(exponentOf(currency));

/** Minor units of what may be negative, such as an adjustment; undefined when `text` is no decimal of that currency, or it is none. */
export const parseSignedMoney = (text: string, currency: string): bigint | undefined =>
  isCurrency(currency) ? parseSignedDecimal(text, exponentOf(currency)) : undefined;

/** A currency code that Assay knows. */
export const CurrencyCode = z
  .string()
  .check(z.length(3), z.refine(isCurrency, { error: 'is not a currency that is known here' }));

/** A positive amount of one currency: "80.00" on the wire, 8000n inside. */
export const amountOf = (currency: string) =>
  positiveDecimal(exponentOf(currency), `an amount of ${currency}`);

/** `{ amount: "80.00", currency: "EUR" }` on the wire, `{ amount: 8000n, currency: 'EUR' }` inside; positive. */
export const MoneyCodec = z.codec(
  z.strictObject({ amount: z.string().check(z.maxLength(40)), currency: CurrencyCode }),
  z.object({ amount: z.bigint(), currency: z.string() }),
  {
    decode: ({ amount, currency }, context) => {
      const units = parseMoney(amount, currency);
      if (units !== undefined && units > 0n) return { amount: units, currency };
      context.issues.push({
        code: 'custom',
        input: amount,
        path: ['amount'],
        message: `an amount of ${currency} must be a positive decimal string with at most ${exponentOf(currency)} decimals`,
      });
      return z.NEVER;
    },
    encode: ({ amount, currency }) => ({ amount: formatMoney(amount, currency), currency }),
  },
);
