import { policy } from '../shared/policy.ts';
import { basisPointsBetween, formatPrice } from '../shared/price.ts';
import { divide } from '../shared/rounding.ts';
import { instantFromWire } from '../shared/time.ts';
import type { SourceQuote } from './events.ts';

/** One source's answer. */
export interface SourcePrice {
  readonly source: string;
  /** Micro-units, positive. */
  readonly pricePerGram: bigint;
  /** The source's own time of it. */
  readonly at: string;
}

export interface Consensus {
  /** Micro-units, or undefined when no source counted. */
  readonly pricePerGram: bigint | undefined;
  readonly source: string;
  readonly sources: readonly SourceQuote[];
}

/** The middle one, or the mean of the middle two rounded half to even; undefined of nothing. */
const median = (prices: readonly bigint[]): bigint | undefined => {
  const sorted = prices.toSorted((a, b) => Number(a - b));
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? undefined : divide(low + high, 2n, 'half-even');
};

const isStale = (price: SourcePrice, at: string): boolean =>
  Math.abs(instantFromWire(at) - instantFromWire(price.at)) > policy.market.quoteAgeMsMax;

/**
 * The market's price out of what the sources said: the median of those that are fresh and within 2 % of the median
 * of all fresh ones. Those left out are named.
 */
export const consensusOf = (prices: readonly SourcePrice[], at: string): Consensus => {
  const fresh = prices.filter((price) => !isStale(price, at));
  const centre = median(fresh.map((price) => price.pricePerGram));
  const isOutlier = (price: SourcePrice) =>
    centre !== undefined &&
    basisPointsBetween(centre, price.pricePerGram) > policy.market.outlierBasisPoints;
  const used = fresh.filter((price) => !isOutlier(price));
  const outcomeOf = (price: SourcePrice): SourceQuote['outcome'] => {
    if (isStale(price, at)) return 'stale';
    return isOutlier(price) ? 'outlier' : 'used';
  };
  return {
    pricePerGram: median(used.map((price) => price.pricePerGram)),
    source: used.length === 1 ? (used[0]?.source ?? '') : 'median',
    sources: prices.map((price) => ({
      source: price.source,
      pricePerGram: formatPrice(price.pricePerGram),
      outcome: outcomeOf(price),
    })),
  };
};
