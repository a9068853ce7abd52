import * as z from 'zod/mini';
import { formatDecimal, parseDecimal } from './decimal.ts';

/** A schema between a decimal string on the wire and a positive `bigint` of the smallest unit. `what` names it in the error. */
export const positiveDecimal = (decimals: number, what: string) => {
  const example = formatDecimal(12n * 10n ** BigInt(decimals), decimals);
  const message = `${what} must be a positive decimal string with at most ${decimals} decimals, such as "${example}"`;
  return z.codec(z.string(message).check(z.maxLength(40, message)), z.bigint(), {
    decode: (text, context) => {
      const units = parseDecimal(text, decimals);
      if (units !== undefined && units > 0n) return units;
      context.issues.push({ code: 'custom', input: text, message });
      return z.NEVER;
    },
    encode: (units) => formatDecimal(units, decimals),
  });
};
