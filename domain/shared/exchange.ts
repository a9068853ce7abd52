import { exponentOf } from './currencies.ts';
import { formatDecimal } from './decimal.ts';
import { tradableStep } from './gold.ts';
import { basisPointsInWhole } from './price.ts';
import { divide } from './rounding.ts';

/**
 * Gold against money, exactly. A µg times a micro-unit per gram is 10^-12 of a currency unit, so every product is
 * whole there, and what rounding to the minor unit leaves can be named to the last digit.
 */
const exactDecimals = 12;

const exactPerMinorUnit = (currency: string): bigint =>
  10n ** BigInt(exactDecimals - exponentOf(currency));

/** The house's part of a rounding, on the wire: a decimal string with twelve places. */
export const formatRemainder = (exact: bigint): string => formatDecimal(exact, exactDecimals);

interface Exchange {
  /** Micrograms. */
  readonly goldAmount: bigint;
  /** Micro-units per gram. */
  readonly pricePerGram: bigint;
  /** Minor units, on top of a cost or off the proceeds. */
  readonly fee: bigint;
  readonly currency: string;
}

export interface Exchanged {
  /** Minor units that change hands, the fee included. */
  readonly total: bigint;
  /** What the house gains by rounding, in 10^-12 of the currency's unit: less than a minor unit, never negative. */
  readonly remainder: bigint;
}

/** What a customer pays: the exact cost rounded up to the minor unit, plus the fee. */
export const costOf = ({ goldAmount, pricePerGram, fee, currency }: Exchange): Exchanged => {
  const scale = exactPerMinorUnit(currency);
  const exact = goldAmount * pricePerGram;
  const rounded = divide(exact, scale, 'up');
  return { total: rounded + fee, remainder: rounded * scale - exact };
};

/** What a customer receives: the exact value rounded down to the minor unit, less the fee (which may exceed it). */
export const proceedsOf = ({ goldAmount, pricePerGram, fee, currency }: Exchange): Exchanged => {
  const scale = exactPerMinorUnit(currency);
  const exact = goldAmount * pricePerGram;
  const rounded = divide(exact, scale, 'down');
  return { total: rounded - fee, remainder: exact - rounded * scale };
};

/** The fee in minor units on `goldAmount` at a rate, rounded up: money that a customer pays. */
export const feeOf = (
  { goldAmount, pricePerGram, currency }: Omit<Exchange, 'fee'>,
  feeBasisPoints: bigint,
): bigint =>
  divide(
    goldAmount * pricePerGram * feeBasisPoints,
    exactPerMinorUnit(currency) * basisPointsInWhole,
    'up',
  );

/** The most gold, in whole steps, that `amount` minor units buy without a fee. `pricePerGram` must be positive. */
export const goldFor = (amount: bigint, pricePerGram: bigint, currency: string): bigint =>
  divide(amount * exactPerMinorUnit(currency), pricePerGram * tradableStep, 'down') * tradableStep;

/** The least gold, in whole steps, worth at least `amount` minor units. `pricePerGram` must be positive. */
export const goldWorth = (amount: bigint, pricePerGram: bigint, currency: string): bigint =>
  divide(amount * exactPerMinorUnit(currency), pricePerGram * tradableStep, 'up') * tradableStep;
