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
  /** Minor units: what is held until the end is worth then. */
  readonly value: bigint;
  /** Minor units paid in, less what was received. */
  readonly invested: bigint;
  /** A year's rate, 0.05 for 5 %; undefined when the flows have none. */
  readonly moneyWeighted: number | undefined;
  /** The same of the whole time since the first flow. */
  readonly moneyWeightedOfPeriod: number | undefined;
  /** Over the whole time, not a year's; undefined when gold was never held. */
  readonly timeWeighted: number | undefined;
}

/** A time in which some gold was held without a break; one that goes on has no end. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number | undefined;
}

/** When gold was held. Movements are in the order of their stream. */
export const heldStretches = (movements: readonly Movement[]): readonly Stretch[] => {
  const stretches: Stretch[] = [];
  let [grams, fromMs] = [0n, 0];
  for (const movement of movements) {
    if (grams === 0n) fromMs = movement.atMs;
    grams += movement.grams;
    if (grams === 0n) stretches.push({ fromMs, toMs: movement.atMs });
  }
  return grams === 0n ? stretches : [...stretches, { fromMs, toMs: undefined }];
};

/**
 * How a customer's gold has done until an instant, by what was paid and received and by the price alone. Between two
 * flows a portfolio of gold grows as its price does, whatever it weighs, so the growth over a stretch is the price at its
 * end by that at its beginning, and `priceAt` is asked for no other time.
 */
export const performanceOf = ({ movements, priceAt, currency, untilMs }: Asked): Performance => {
  const past = movements.filter((movement) => movement.atMs <= untilMs);
  const sum = (of: (movement: Movement) => bigint) =>
    past.reduce((total, movement) => total + of(movement), 0n);
  const grams = sum((movement) => movement.grams);
  const { total: value } = proceedsOf({
    goldAmount: grams,
    pricePerGram: priceAt(untilMs),
    fee: 0n,
    currency,
  });
  const periods: readonly Period[] = heldStretches(past).map(({ fromMs, toMs = untilMs }) => ({
    startValue: priceAt(fromMs),
    endValue: priceAt(toMs),
  }));
  const flows = [
    ...past.map(({ atMs, paid }) => ({ atMs, amount: -paid })),
    { atMs: untilMs, amount: value },
  ];
  return {
    value,
    invested: sum((movement) => movement.paid),
    moneyWeighted: moneyWeightedReturn(flows),
    moneyWeightedOfPeriod: moneyWeightedReturn(flows, untilMs - (past[0]?.atMs ?? untilMs)),
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
