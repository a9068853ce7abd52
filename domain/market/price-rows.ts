import { policy } from '../shared/policy.ts';
import { Refusal } from '../shared/refusal.ts';
import { greater, lesser } from '../shared/rounding.ts';
import { dayOf, parseDay } from '../shared/time.ts';
import type { DollarPrice } from './price-history.ts';

/** A row of a file of prices as it was read. */
export interface ReadRow extends DollarPrice {
  /** Its line, counted from 1. */
  readonly line: number;
}

/** What is wrong with a line, for whoever has to mend the file. */
export interface Fault {
  readonly line: number;
  readonly problem: string;
}

const faultsShownMax = 20;
const microDollars = 1_000_000n;

/** Throws `price-history.invalid` with the first faults and their number; does nothing where there are none. */
export const requireFaultless = (faults: readonly Fault[]): void => {
  const [first] = faults;
  if (first === undefined) return;
  const rows = faults.toSorted((a, b) => a.line - b.line).slice(0, faultsShownMax);
  throw new Refusal(
    'price-history.invalid',
    `Nothing was imported. Line ${rows[0]?.line}: ${rows[0]?.problem}${faults.length > 1 ? `, and ${faults.length - 1} more.` : '.'}`,
    { faults: faults.length, rows },
  );
};

/** Faults of rows by themselves. */
const faultOf = ({ line, day, usdPerOunce }: ReadRow, today: string): readonly Fault[] => {
  const { usdPerOunceMin, usdPerOunceMax } = policy.priceHistory;
  if (day > today) return [{ line, problem: `${day} has not come yet` }];
  if (usdPerOunce < usdPerOunceMin * microDollars || usdPerOunce > usdPerOunceMax * microDollars)
    return [{ line, problem: 'the price is none of US dollars per troy ounce' }];
  return [];
};

const dayNumber = ({ day }: ReadRow): number => {
  const days = parseDay(day);
  if (days === undefined) throw new RangeError('not a date');
  return days;
};

/** The usual distance of neighbours, in days: the middle one of those between different days. */
const spacingOf = (rows: readonly ReadRow[]): number => {
  const steps = rows
    .slice(1)
    .map((row, index) => dayNumber(row) - dayNumber(rows[index] ?? row))
    .filter((step) => step > 0)
    .toSorted((a, b) => a - b);
  return steps[steps.length >> 1] ?? 0;
};

/** A step of days that is still none too many: half as much again as usual, or a long holiday. */
const stepMaxOf = (spacing: number): number =>
  Math.max(policy.priceHistory.quietDaysMax, Math.floor(spacing * 1.5));

/** Faults of a row and the one before it. */
const faultBetween = (before: ReadRow, row: ReadRow, stepMax: number): readonly Fault[] => {
  const { line } = row;
  if (before.day === row.day)
    return [{ line, problem: `${row.day} stands in line ${before.line} already` }];
  const step = dayNumber(row) - dayNumber(before);
  if (step > stepMax)
    return [
      { line, problem: `nothing between ${before.day} (line ${before.line}) and ${row.day}` },
    ];
  const [low, high] = [
    lesser(before.usdPerOunce, row.usdPerOunce),
    greater(before.usdPerOunce, row.usdPerOunce),
  ];
  return high > low * policy.priceHistory.stepFactorMax
    ? [{ line, problem: `the price leaps from that of ${before.day} (line ${before.line})` }]
    : [];
};

/**
 * The rows of a file in order of time, each day once and none missing by the file's own spacing. Throws
 * `price-history.invalid` that names every row which is not right, and `price-history.too-large`.
 */
export const checkedPrices = (rows: readonly ReadRow[], at: string): readonly DollarPrice[] => {
  const { rowsMax, yearsMax } = policy.priceHistory;
  if (rows.length > rowsMax)
    throw new Refusal('price-history.too-large', `A file holds ${rowsMax} prices at most.`);
  if (rows.length === 0)
    throw new Refusal('price-history.invalid', 'The file holds no price.', { faults: 0, rows: [] });
  const today = dayOf(at);
  requireFaultless(rows.flatMap((row) => faultOf(row, today)));
  const sorted = rows.toSorted((a, b) => dayNumber(a) - dayNumber(b) || a.line - b.line);
  const stepMax = stepMaxOf(spacingOf(sorted));
  requireFaultless(
    sorted.slice(1).flatMap((row, index) => faultBetween(sorted[index] ?? row, row, stepMax)),
  );
  if (new Set(sorted.map(({ day }) => day.slice(0, 4))).size > yearsMax)
    throw new Refusal('price-history.too-large', `A file holds ${yearsMax} years at most.`);
  return sorted.map(({ day, usdPerOunce }) => ({ day, usdPerOunce }));
};
