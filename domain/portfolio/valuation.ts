import { proceedsOf } from '../shared/exchange.ts';

export interface Holding {
  /** Micrograms. */
  readonly grams: bigint;
  /** Minor units. */
  readonly costBasis: bigint;
  readonly realisedGain: bigint;
  readonly currency: string;
}

export interface Valuation {
  /** Minor units, rounded down. */
  readonly value: bigint;
  readonly unrealisedGain: bigint;
  readonly realisedGain: bigint;
  readonly totalGain: bigint;
}

/**
 * What a holding is worth at a price per gram (micro-units) and what it has gained: unrealised over its average cost,
 * realised by sales. Which price, spot or bid, is the caller's choice; the bid is what a sale would bring.
 */
export const valuationOf = (holding: Holding, pricePerGram: bigint): Valuation => {
  const { grams, costBasis, realisedGain, currency } = holding;
  const { total: value } = proceedsOf({ goldAmount: grams, pricePerGram, fee: 0n, currency });
  const unrealisedGain = value - costBasis;
  return { value, unrealisedGain, realisedGain, totalGain: unrealisedGain + realisedGain };
};
