import { formatDecimal, parseDecimal } from '../shared/decimal.ts';
import { microgramsOfMilliOunces } from '../shared/gold.ts';
import { Refusal } from '../shared/refusal.ts';
import { divide } from '../shared/rounding.ts';

/** Troy ounces are weighed to the thousandth, fineness is assayed to the ten-thousandth. */
const ounceDecimals = 3;
const finenessDecimals = 4;
const finenessOfPureGold = 10_000n;

/** Twice the largest bar of London Good Delivery (430 oz): beyond it, somebody has mistaken the unit. */
const grossMilliOuncesMax = 860_000n;

export interface FineWeight {
  /** Troy ounces with three decimals. */
  readonly grossWeight: string;
  readonly fineness: string;
  readonly fineOunces: string;
  readonly fineMicrograms: bigint;
}

/**
 * Fine weight as the LBMA reckons it (Good Delivery Rules, weighing): gross ounces times fineness, rounded down to the
 * thousandth of an ounce; 401.125 oz of 0.9958 are 399.440 oz fine. In grams by 31.1034768, rounded down again.
 * Throws `vault.invalid-bar` on what is not a weight and a fineness of gold.
 */
export const fineWeightOf = (grossOunces: string, fineness: string): FineWeight => {
  const gross = parseDecimal(grossOunces, ounceDecimals);
  const parts = parseDecimal(fineness, finenessDecimals);
  if (gross === undefined || gross === 0n || gross > grossMilliOuncesMax)
    throw new Refusal('vault.invalid-bar', 'The gross weight is no bar’s weight in troy ounces.');
  if (parts === undefined || parts === 0n || parts > finenessOfPureGold)
    throw new Refusal('vault.invalid-bar', 'The fineness is not above 0 and at most 1.0000.');
  const fine = divide(gross * parts, finenessOfPureGold, 'down');
  return {
    grossWeight: formatDecimal(gross, ounceDecimals),
    fineness: formatDecimal(parts, finenessDecimals),
    fineOunces: formatDecimal(fine, ounceDecimals),
    fineMicrograms: microgramsOfMilliOunces(fine),
  };
};
