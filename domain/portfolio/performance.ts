import { proceedsOf } from '../shared/exchange.ts';
import type { Movement } from './movements.ts';
import { moneyWeightedReturn, type Period, timeWeightedReturn } from './returns.ts';

/** The price per gram (micro-units) at an instant. */
export type PriceAt = (atMs: number) => bigint;

interface Asked {
  readonly movements: readonly Movement[];
  readonly priceAt: PriceAt;
  readonly currency: string;
  readonly untilMs: number;
}

export interface Performance {
  /** A year's rate, 0.05 for 5 %; undefined when the flows have none. */
  readonly moneyWeighted: number | undefined;
  /** Over the whole time, not a year's; undefined when gold was never held. */
  readonly timeWeighted: number | undefined;
}

/** How a customer's gold has done until an instant, by what was paid and received and by the price alone. */
export const performanceOf = ({ movements, priceAt, currency, untilMs }: Asked): Performance => {
  const past = movements.filter((movement) => movement.atMs <= untilMs);
  const worth = (grams: bigint, atMs: number) =>
    proceedsOf({ goldAmount: grams, pricePerGram: priceAt(atMs), fee: 0n, currency }).total;
  const periods: Period[] = [];
  let [grams, sinceMs] = [0n, 0];
  for (const movement of past) {
    periods.push({ startValue: worth(grams, sinceMs), endValue: worth(grams, movement.atMs) });
    grams += movement.grams;
    sinceMs = movement.atMs;
  }
  const value = worth(grams, untilMs);
  periods.push({ startValue: worth(grams, sinceMs), endValue: value });
  const flows = past.map(({ atMs, paid }) => ({ atMs, amount: -paid }));
  return {
    moneyWeighted: moneyWeightedReturn([...flows, { atMs: untilMs, amount: value }]),
    timeWeighted: timeWeightedReturn(periods),
  };
};

export interface ValuePoint {
  readonly atMs: number;
  readonly grams: bigint;
  /** Minor units. */
  readonly value: bigint;
  /** Minor units paid in so far, less what was received. */
  readonly invested: bigint;
}

/** What the gold was worth at each of `instants`, which are in order. */
export const valueHistory = (
  { movements, priceAt, currency }: Omit<Asked, 'untilMs'>,
  instants: readonly number[],
): readonly ValuePoint[] => {
  let [next, grams, invested] = [0, 0n, 0n];
  return instants.map((atMs) => {
    for (let movement = movements[next]; movement !== undefined && movement.atMs <= atMs; ) {
      grams += movement.grams;
      invested += movement.paid;
      next += 1;
      movement = movements[next];
    }
    const exchange = { goldAmount: grams, pricePerGram: priceAt(atMs), fee: 0n, currency };
    return { atMs, grams, value: proceedsOf(exchange).total, invested };
  });
};
