import { costOf, feeOf, goldFor, goldWorth, proceedsOf } from '../shared/exchange.ts';
import { tradableStep } from '../shared/gold.ts';
import { policy } from '../shared/policy.ts';
import { withMargin } from '../shared/price.ts';

/** Buying from the house or selling to it, as the customer sees it. */
export type Side = 'buy' | 'sell';

export interface Margins {
  readonly spreadBasisPoints: bigint;
  readonly feeBasisPoints: bigint;
}

const margins: Margins = policy.trading;

/** What customers pay per gram (micro-units): spot and spread, rounded up. */
export const askOf = (spot: bigint, { spreadBasisPoints }: Margins = margins): bigint =>
  withMargin(spot, spreadBasisPoints, 'up');

/** What customers get per gram (micro-units): spot less spread, rounded down. */
export const bidOf = (spot: bigint, { spreadBasisPoints }: Margins = margins): bigint =>
  withMargin(spot, -spreadBasisPoints, 'down');

export interface Terms {
  /** Micrograms. */
  readonly goldAmount: bigint;
  /** Micro-units. */
  readonly pricePerGram: bigint;
  /** Minor units. */
  readonly fee: bigint;
  /** Minor units: what a buyer pays, what a seller gets, the fee included. */
  readonly total: bigint;
  /** What the house gains by rounding, in 10^-12 of the currency's unit. */
  readonly remainder: bigint;
  readonly currency: string;
}

interface Priced {
  readonly side: Side;
  readonly pricePerGram: bigint;
  readonly currency: string;
  readonly margins?: Margins;
}

/** The terms of a quantity of gold. */
export const termsOfGrams = (goldAmount: bigint, priced: Priced): Terms => {
  const { side, pricePerGram, currency } = priced;
  const exchange = { goldAmount, pricePerGram, currency };
  const fee = feeOf(exchange, (priced.margins ?? margins).feeBasisPoints);
  const { total, remainder } = (side === 'buy' ? costOf : proceedsOf)({ ...exchange, fee });
  return { ...exchange, fee, total, remainder };
};

/**
 * The terms of an amount of money: the most gold that costs no more than it, or the least gold that brings at least
 * it. The total follows from the gold, so a buyer may pay a little less than the amount, never more.
 */
export const termsOfAmount = (amount: bigint, priced: Priced): Terms => {
  const { side, pricePerGram, currency } = priced;
  const { feeBasisPoints } = priced.margins ?? margins;
  const rate = side === 'buy' ? feeBasisPoints : -feeBasisPoints;
  const first = side === 'buy' ? goldFor : goldWorth;
  const step = side === 'buy' ? -tradableStep : tradableStep;
  // The price with its fee is off by less than a micro-unit, so the first guess is at most a few steps off.
  const withFee = withMargin(pricePerGram, rate, side === 'buy' ? 'down' : 'up');
  const fits = (terms: Terms) => (side === 'buy' ? terms.total <= amount : terms.total >= amount);
  let terms = termsOfGrams(first(amount, withFee, currency), priced);
  while (terms.goldAmount > 0n && !fits(terms))
    terms = termsOfGrams(terms.goldAmount + step, priced);
  return terms;
};
