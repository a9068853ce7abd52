import { decimalOf, unitsOf } from '../money/decimal.ts';

const gramDecimals = 6;

export const sumOfGrams = (amounts: readonly string[]): string =>
  decimalOf(
    amounts.reduce((sum, amount) => sum + unitsOf(amount, gramDecimals), 0n),
    gramDecimals,
  );

/** How many per cent a weight is of another, to a hundredth: enough for a bar that shows it. */
export const partInPercent = (part: string, whole: string): number => {
  const all = unitsOf(whole, gramDecimals);
  return all === 0n ? 0 : Number((unitsOf(part, gramDecimals) * 10_000n) / all) / 100;
};
