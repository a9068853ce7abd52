import { costOf, goldFor, proceedsOf } from '../shared/exchange.ts';
import { formatDay, monthAfter, msPerDay, parseDay } from '../shared/time.ts';
import { moneyWeightedReturn } from './returns.ts';

/** One price of a history, oldest first. */
export interface PricePoint {
  /** "2026-11-23"; a month's price stands on its first day. */
  readonly day: string;
  /** Micro-units per gram. */
  readonly pricePerGram: bigint;
}

export interface WhatIf {
  /** Minor units, once or every month. */
  readonly amount: bigint;
  readonly currency: string;
  readonly from: string;
  readonly monthly: boolean;
  readonly until: string;
  /** The series has no more points; all prices of the history within the time unless told. */
  readonly pointsMax?: number;
}

export interface WhatIfPoint {
  readonly day: string;
  readonly grams: bigint;
  readonly invested: bigint;
  readonly value: bigint;
}

export interface WhatIfOutcome {
  readonly grams: bigint;
  /** Minor units that the gold cost; what was too little for a step is not spent. */
  readonly invested: bigint;
  readonly value: bigint;
  readonly gain: bigint;
  readonly moneyWeighted: number | undefined;
  /** Points at prices of the history within the time, evenly chosen, the last of them always. */
  readonly series: readonly WhatIfPoint[];
}

const monthOf = (day: string): string => day.slice(0, 7);

const msOf = (day: string): number => {
  const days = parseDay(day);
  if (days === undefined) throw new RangeError('not a date');
  return days * msPerDay;
};

/** The last price on or before a day, or undefined before the history begins. */
const priceOn = (history: readonly PricePoint[], day: string): bigint | undefined => {
  let [low, high] = [0, history.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((history[middle]?.day ?? '') <= day) low = middle + 1;
    else high = middle;
  }
  return history[low - 1]?.pricePerGram;
};

/** The days on which money goes in: the first, and for a plan the same day of every month (or the month's last). */
const investmentDays = ({ from, until, monthly }: WhatIf): readonly string[] => {
  if (!monthly) return from <= until ? [from] : [];
  const dayOfMonth = from.slice(8);
  const days: string[] = [];
  let month = monthOf(from);
  while (month <= monthOf(until)) {
    const following = monthAfter(month);
    const last = formatDay((parseDay(`${following}-01`) ?? 0) - 1);
    const wanted = `${month}-${dayOfMonth}`;
    const day = wanted < last ? wanted : last;
    if (day <= until) days.push(day);
    month = following;
  }
  return days;
};

/** The prices at which the series has its points. */
const pointsOf = (
  history: readonly PricePoint[],
  { from, until, pointsMax = Number.POSITIVE_INFINITY }: WhatIf,
): readonly PricePoint[] => {
  const within = history.filter(({ day }) => day >= from && day <= until);
  const stride = Math.max(1, Math.ceil(within.length / (pointsMax - 1)));
  return within.filter((_, index) => index % stride === 0 || index === within.length - 1);
};

/**
 * "X invested on a day, or X a month, is worth …": bought at each day's latest price in whole steps, without spread or
 * fee, valued at the last price until the end. Undefined when the history has no price for the first day.
 */
export const whatIf = (
  asked: WhatIf,
  history: readonly PricePoint[],
): WhatIfOutcome | undefined => {
  const { amount, currency, from, until } = asked;
  const lastPrice = priceOn(history, until);
  if (priceOn(history, from) === undefined || lastPrice === undefined) return undefined;
  const purchases = investmentDays(asked).map((day) => {
    const pricePerGram = priceOn(history, day) ?? lastPrice;
    const goldAmount = goldFor(amount, pricePerGram, currency);
    const { total } = costOf({ goldAmount, pricePerGram, fee: 0n, currency });
    return { day, grams: goldAmount, paid: total };
  });
  const worth = (grams: bigint, pricePerGram: bigint) =>
    proceedsOf({ goldAmount: grams, pricePerGram, fee: 0n, currency }).total;
  let [next, grams, invested] = [0, 0n, 0n];
  const investUntil = (day: string) => {
    for (let one = purchases[next]; one !== undefined && one.day <= day; one = purchases[next]) {
      grams += one.grams;
      invested += one.paid;
      next += 1;
    }
  };
  const series = pointsOf(history, asked).map(({ day, pricePerGram }) => {
    investUntil(day);
    return { day, grams, invested, value: worth(grams, pricePerGram) };
  });
  investUntil(until);
  const value = worth(grams, lastPrice);
  const flows = purchases.map(({ day, paid }) => ({ atMs: msOf(day), amount: -paid }));
  return {
    grams,
    invested,
    value,
    gain: value - invested,
    moneyWeighted: moneyWeightedReturn([...flows, { atMs: msOf(until), amount: value }]),
    series,
  };
};
