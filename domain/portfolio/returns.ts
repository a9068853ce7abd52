import { msPerDay } from '../shared/time.ts';

/**
 * Rates of return. A rate is no money: it is a plain number, computed from whole minor units and never turned back
 * into an amount.
 */
export interface CashFlow {
  readonly atMs: number;
  /** Minor units from the investor's side: negative is paid in, positive is taken out or still held at the end. */
  readonly amount: bigint;
}

const daysInYear = 365;
const yearMs = daysInYear * msPerDay;

/** A yearly rate below this loses everything within a day; none is searched there. */
const rateMin = -0.999_999_999;
const rateMax = 1e9;
const bisectionsMax = 300;

/**
 * Money-weighted return: the yearly rate r at which Σ amount / (1 + r)^(days / 365) is zero, days counted from the
 * first flow (Microsoft, XIRR function; the time of day counts as part of a day). Undefined when the flows have no
 * change of sign and so no rate. Found by bisection, which cannot run away as Newton's method does on steep flows.
 * `unitMs` is a year unless told: with the length of an investment it is the rate of that whole time.
 */
export const moneyWeightedReturn = (
  flows: readonly CashFlow[],
  unitMs = yearMs,
): number | undefined => {
  const [first] = flows;
  if (first === undefined) return undefined;
  const start = flows.reduce((earliest, flow) => Math.min(earliest, flow.atMs), first.atMs);
  const parts = flows.map(({ atMs, amount }) => ({
    amount: Number(amount),
    units: (atMs - start) / unitMs,
  }));
  const presentValue = (rate: number) =>
    parts.reduce((sum, { amount, units }) => sum + amount / (1 + rate) ** units, 0);
  const paysIn = parts.some((part) => part.amount < 0);
  const takesOut = parts.some((part) => part.amount > 0);
  if (!paysIn || !takesOut || parts.every((part) => part.units === 0)) return undefined;
  const bracket = bracketOf(presentValue);
  return bracket === undefined ? undefined : bisect(presentValue, bracket);
};

type Bracket = readonly [low: number, high: number];

/** Two rates between which the value changes its sign, nearest to zero first. */
const bracketOf = (value: (rate: number) => number): Bracket | undefined => {
  const grid = [rateMin, -0.99, -0.9, -0.5, -0.2, 0, 0.2, 0.5, 1, 10, 1e3, 1e6, rateMax];
  return grid
    .slice(1)
    .map((high, index): Bracket => [grid[index] ?? rateMin, high])
    .toSorted(([a, b], [c, d]) => Math.abs(a + b) - Math.abs(c + d))
    .find(([low, high]) => value(low) > 0 !== value(high) > 0);
};

const bisect = (value: (rate: number) => number, [from, to]: Bracket): number => {
  let [low, high] = [from, to];
  const risesTo = value(high) > 0;
  for (let count = 0; count < bisectionsMax && high - low > Number.EPSILON; count += 1) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (value(middle) > 0 === risesTo) high = middle;
    else low = middle;
  }
  return low + (high - low) / 2;
};

export interface Period {
  /** Minor units after the flow that starts the period. */
  readonly startValue: bigint;
  /** Minor units before the flow that ends it. */
  readonly endValue: bigint;
}

/**
 * Time-weighted return: the growth of every period between two flows, linked: Π (end / start) − 1 (CFA Institute,
 * Global Investment Performance Standards). Periods in which nothing is held do not count; undefined when none does.
 */
export const timeWeightedReturn = (periods: readonly Period[]): number | undefined => {
  const held = periods.filter((period) => period.startValue > 0n);
  if (held.length === 0) return undefined;
  return (
    held.reduce(
      (growth, { startValue, endValue }) => growth * (Number(endValue) / Number(startValue)),
      1,
    ) - 1
  );
};

/**
 * The rate of a stretch of time as a year's. Undefined below a year: such returns must not be annualised (CFA Institute,
 * Global Investment Performance Standards for Firms 2020).
 */
export const rateOfYear = (period: number | undefined, lastedMs: number): number | undefined =>
  period === undefined || lastedMs < yearMs ? undefined : (1 + period) ** (yearMs / lastedMs) - 1;
