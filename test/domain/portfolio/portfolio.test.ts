import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { movementsOf } from '../../../domain/portfolio/movements.ts';
import { performanceOf, valueHistory } from '../../../domain/portfolio/performance.ts';
import { valuationOf } from '../../../domain/portfolio/valuation.ts';
import { whatIf } from '../../../domain/portfolio/what-if.ts';
import type { WalletEvent } from '../../../domain/wallets/events.ts';

const history: readonly WalletEvent[] = JSON.parse(
  readFileSync(new URL('../fixtures/wallet.json', import.meta.url), 'utf8'),
);
const at = Date.parse('2026-11-23T10:00:00.000Z');
const day = 86_400_000;

describe('a holding', () => {
  it('is valued with both gains', () =>
    expect(
      valuationOf(
        { grams: 14_000_000n, costBasis: 11_200n, realisedGain: 100n, currency: 'EUR' },
        9_999_999n,
      ),
    ).toEqual({ value: 13_999n, unrealisedGain: 2_799n, realisedGain: 100n, totalGain: 2_899n }));
});

describe('the movements of a wallet', () => {
  const movements = movementsOf(history, 'EUR');

  it('are its purchases, pools and sales', () =>
    expect(movements).toEqual([
      { atMs: at, grams: 10_000_000n, paid: 8_000n },
      { atMs: at, grams: 5_000_000n, paid: 4_000n },
      { atMs: at, grams: -1_000_000n, paid: -900n },
    ]));

  it('make its performance', () => {
    const moved = [
      { atMs: at, grams: 10_000_000n, paid: 10_000n },
      { atMs: at + 365 * day, grams: 10_000_000n, paid: 20_000n },
    ];
    const priceAt = (atMs: number) => (atMs < at + 365 * day ? 10_000_000n : 20_000_000n);
    const performance = performanceOf({
      movements: moved,
      priceAt,
      currency: 'EUR',
      untilMs: at + 730 * day,
    });
    expect(performance.timeWeighted).toBeCloseTo(1, 9);
    // −100 − 200/x + 400/x² = 0 has x = −1 + √5.
    expect(performance.moneyWeighted).toBeCloseTo(Math.sqrt(5) - 2, 9);
  });

  it('make its history of values', () =>
    expect(
      valueHistory({ movements, priceAt: () => 10_000_000n, currency: 'EUR' }, [
        at - 1,
        at,
        at + day,
      ]),
    ).toEqual([
      { atMs: at - 1, grams: 0n, value: 0n, invested: 0n },
      { atMs: at, grams: 14_000_000n, value: 14_000n, invested: 11_100n },
      { atMs: at + day, grams: 14_000_000n, value: 14_000n, invested: 11_100n },
    ]));
});

describe('what if', () => {
  const months = ['2026-01', '2026-02', '2026-03'];
  const prices = months.map((month, index) => ({
    day: `${month}-01`,
    pricePerGram: BigInt(100 + index * 10) * 1_000_000n,
  }));
  const asked = {
    amount: 100_000n,
    currency: 'EUR',
    from: '2026-01-15',
    monthly: false,
    until: '2026-03-20',
  };

  it('1,000.00 had been invested on a day', () => {
    const outcome = whatIf(asked, prices);
    expect(outcome).toMatchObject({
      grams: 10_000_000n,
      invested: 100_000n,
      value: 120_000n,
      gain: 20_000n,
    });
    expect(outcome?.series.map(({ value }) => value)).toEqual([110_000n, 120_000n]);
  });

  it('1,000.00 a month had been invested', () => {
    const outcome = whatIf({ ...asked, monthly: true }, prices);
    // 10.0000 g, 9.0909 g (999.999 → 1000.00) and 8.3333 g (999.996 → 1000.00).
    expect(outcome).toMatchObject({ grams: 27_424_200n, invested: 300_000n, value: 329_090n });
    expect(outcome?.series.map(({ invested }) => invested)).toEqual([100_000n, 200_000n]);
  });

  it('the first and the last day count', () => {
    const outcome = whatIf({ ...asked, from: '2026-01-01', until: '2026-03-01' }, prices);
    expect(outcome?.series.map(({ day: one }) => one)).toEqual(prices.map(({ day: one }) => one));
  });

  it('a plan on the 31st invests on the last of shorter months', () =>
    expect(
      whatIf({ ...asked, from: '2026-01-31', monthly: true, until: '2026-02-28' }, prices)
        ?.invested,
    ).toBe(200_000n));

  it('the history does not reach back: no answer', () => {
    expect(whatIf({ ...asked, from: '2025-12-31' }, prices)).toBeUndefined();
    expect(whatIf(asked, [])).toBeUndefined();
  });
});

describe('what if over five hundred months', () => {
  const long = Array.from({ length: 672 }, (_, index) => ({
    day: `${1970 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`,
    pricePerGram: BigInt(1_123_000 + index * 150_000),
  }));
  const plan = {
    amount: 10_000n,
    currency: 'EUR',
    from: '1970-01-01',
    monthly: true,
    until: '2025-12-31',
  };
  const outcome = whatIf(plan, long);

  it('has a point for each', () => {
    expect(outcome?.series).toHaveLength(672);
    expect(outcome?.series.at(-1)?.grams).toBe(outcome?.grams);
    expect((outcome?.invested ?? 0n) <= 672n * 10_000n).toBe(true);
  });

  it('has fewer points when fewer are wanted, and the same outcome', () => {
    const thinned = whatIf({ ...plan, pointsMax: 100 }, long);
    expect(thinned?.series.length).toBeLessThanOrEqual(100);
    expect(thinned?.series.at(-1)).toEqual(outcome?.series.at(-1));
    expect({ ...thinned, series: [] }).toEqual({ ...outcome, series: [] });
  });
});
