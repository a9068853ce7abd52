import { decimalOf, gramDecimals, percentOf, unitsOf } from '../money/decimal.ts';

export const sumOfGrams = (amounts: readonly string[]): string =>
  decimalOf(
    amounts.reduce((sum, amount) => sum + unitsOf(amount, gramDecimals), 0n),
    gramDecimals,
  );

/** How many per cent a weight is of another, to a hundredth: enough for a bar that shows it. */
export const partInPercent = (part: string, whole: string): number =>
  Number(percentOf(part, whole, gramDecimals) ?? '0');
