import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  moneyWeightedReturn,
  rateOfYear,
  timeWeightedReturn,
} from '../../../domain/portfolio/returns.ts';

const flows = (...all: readonly (readonly [day: string, amount: number])[]) =>
  all.map(([day, amount]) => ({
    atMs: Date.parse(day),
    amount: BigInt(Math.round(amount * 10_000)),
  }));

describe('the money-weighted return', () => {
  it.each([
    // Microsoft, "XIRR function": the example of the documentation.
    [
      0.373362535,
      flows(
        ['2008-01-01', -10_000],
        ['2008-03-01', 2_750],
        ['2008-10-30', 4_250],
        ['2009-02-15', 3_250],
        ['2009-04-01', 2_750],
      ),
    ],
    // Microsoft Knowledge Base Q116041: the same payments in 1992 and 1993, 37.3363 %; 1992 is a leap year as well.
    [
      0.373363,
      flows(
        ['1992-01-01', -10_000],
        ['1992-03-01', 2_750],
        ['1992-10-30', 4_250],
        ['1993-02-15', 3_250],
        ['1993-04-01', 2_750],
      ),
    ],
    // Microsoft, "XNPV function", same flows at 9 %: 2,086.65; so with that value taken off at the start, 9 %.
    [
      0.09,
      flows(
        ['2008-01-01', -12_086.6476],
        ['2008-03-01', 2_750],
        ['2008-10-30', 4_250],
        ['2009-02-15', 3_250],
        ['2009-04-01', 2_750],
      ),
    ],
    // OpenOffice Calc, "XIRR function": approximately 12.4 %.
    [0.124, flows(['2008-02-05', -2_750], ['2008-07-05', 1_000], ['2009-01-05', 2_000]), 3],
    // MathWorks, Financial Toolbox, "xirr": 10.06 %.
    [
      0.1006,
      flows(
        ['2007-01-12', -10_000],
        ['2008-02-14', 2_500],
        ['2008-03-03', 2_000],
        ['2008-06-14', 3_000],
        ['2008-12-01', 4_000],
      ),
      4,
    ],
    // engineers-excel.com, "XIRR", as xlcalculator's tests have it: 1.0061 %.
    [0.010061265, flows(['2010-12-29', -10_000], ['2012-01-25', 20], ['2012-03-08', 10_100])],
    // By hand: a year of 365 days, doubled, halved, unchanged and over two years.
    [1, flows(['2025-01-01', -100], ['2026-01-01', 200])],
    [-0.5, flows(['2025-01-01', -100], ['2026-01-01', 50])],
    [0, flows(['2025-01-01', -100], ['2026-06-01', 100])],
    [0.1, flows(['2025-01-01', -100], ['2026-01-01', -110], ['2027-01-01', 242])],
  ] as const)('is %d', (rate, given, digits: number = 6) =>
    expect(moneyWeightedReturn(given)).toBeCloseTo(rate, digits),
  );
});

describe('a money-weighted return', () => {
  it('can be of the whole time instead of a year, however short', () => {
    const minute = [
      { atMs: 0, amount: -20_100n },
      { atMs: 60_000, amount: 23_880n },
    ];
    expect(moneyWeightedReturn(minute)).toBeUndefined();
    expect(moneyWeightedReturn(minute, 60_000)).toBeCloseTo(23_880 / 20_100 - 1, 9);
    const two = flows(['2025-01-01', -100], ['2027-01-01', 121]);
    expect(moneyWeightedReturn(two, 730 * 86_400_000)).toBeCloseTo(0.21, 9);
  });

  it('is not there without money in and money out at two times', () => {
    expect(moneyWeightedReturn([])).toBeUndefined();
    expect(moneyWeightedReturn(flows(['2025-01-01', -100]))).toBeUndefined();
    expect(moneyWeightedReturn(flows(['2025-01-01', -100], ['2026-01-01', -100]))).toBeUndefined();
    expect(moneyWeightedReturn(flows(['2025-01-01', -100], ['2025-01-01', 100]))).toBeUndefined();
  });
});

describe('any money-weighted return', () => {
  it('makes the flows worth nothing together', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: 1, max: 9_000 }), fc.integer({ min: 1, max: 1_000_000 })),
          { minLength: 1, maxLength: 30 },
        ),
        fc.integer({ min: 1, max: 10_000_000 }),
        (payments, value) => {
          const all = [
            ...payments.map(([days, amount]) => ({
              atMs: days * 86_400_000,
              amount: BigInt(-amount),
            })),
            { atMs: 10_000 * 86_400_000, amount: BigInt(value) },
          ];
          const rate = moneyWeightedReturn(all);
          expect(rate).toBeDefined();
          const start = Math.min(...all.map((flow) => flow.atMs));
          const worth = all.map(
            ({ atMs, amount }) =>
              Number(amount) / (1 + (rate ?? 0)) ** ((atMs - start) / 86_400_000 / 365),
          );
          const scale = worth.reduce((most, part) => Math.max(most, Math.abs(part)), 0);
          expect(Math.abs(worth.reduce((total, part) => total + part, 0)) / scale).toBeLessThan(
            1e-6,
          );
        },
      ),
    ));
});

describe('the time-weighted return', () => {
  const cents = (amount: number) => BigInt(Math.round(amount * 100));
  const periods = (...all: readonly (readonly [start: number, end: number])[]) =>
    all.map(([start, end]) => ({ startValue: cents(start), endValue: cents(end) }));

  it.each([
    // A CFA curriculum question on quarterly holding periods: 31.85 %.
    [0.3185, periods([2.2, 2.4], [2.8, 2.6], [2.4, 3.2], [4.2, 4.1])],
    // −20 % and then +31.25 % are 5 % whatever was paid in between.
    [0.05, periods([100, 80], [480, 630])],
    // 110/100 and 130/135 are 5.93 %.
    [0.0593, periods([100, 110], [135, 130])],
    [0.1, periods([0, 0], [100, 110])],
  ])('is %d', (rate, given) => expect(timeWeightedReturn(given)).toBeCloseTo(rate, 4));

  it('is not there when nothing was held', () =>
    expect(timeWeightedReturn(periods([0, 0]))).toBeUndefined());
});

describe('a rate of some time as a year’s', () => {
  it('is the one that grows to it', () => {
    expect(rateOfYear(0.21, 730 * 86_400_000)).toBeCloseTo(0.1, 9);
    expect(rateOfYear(0.05, 365 * 86_400_000)).toBeCloseTo(0.05, 9);
  });

  it('is not said of less than a year', () => {
    expect(rateOfYear(0.05, 365 * 86_400_000 - 1)).toBeUndefined();
    expect(rateOfYear(undefined, 1e12)).toBeUndefined();
  });
});
