import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candles, candlesWith, intervals, startOf } from '../../../domain/market/candles.ts';
import { formatInstant, instantFromWire } from '../../../domain/shared/time.ts';

const dayMs = instantFromWire('2026-11-23T00:00:00Z');
const price = (at: string, pricePerGram: bigint) => ({ at, pricePerGram });
const candlesAfter = (...prices: readonly ReturnType<typeof price>[]): Candles =>
  prices.reduce<Candles>(candlesWith, {});

describe('candles', () => {
  it('keep the first, the highest, the lowest and the last price of their interval', () => {
    const candles = candlesAfter(
      price('2026-11-23T10:00:00.000Z', 100n),
      price('2026-11-23T10:00:30.000Z', 103n),
      price('2026-11-23T10:00:40.000Z', 98n),
      price('2026-11-23T10:00:59.999Z', 101n),
    );
    expect(candles['1m']).toEqual({
      startsAt: '2026-11-23T10:00:00.000Z',
      open: 100n,
      openedAt: '2026-11-23T10:00:00.000Z',
      high: 103n,
      low: 98n,
      close: 101n,
      closedAt: '2026-11-23T10:00:59.999Z',
      count: 4,
    });
  });

  it('begin anew at the edge of the minute, the hour and the day', () => {
    const first = price('2026-11-23T10:59:59.999Z', 100n);
    const next = candlesAfter(first, price('2026-11-23T11:00:00.000Z', 90n));
    expect(next['1m']).toMatchObject({ startsAt: '2026-11-23T11:00:00.000Z', high: 90n, count: 1 });
    expect(next['1h']).toMatchObject({ startsAt: '2026-11-23T11:00:00.000Z', high: 90n, count: 1 });
    expect(next['1d']).toMatchObject({
      startsAt: '2026-11-23T00:00:00.000Z',
      open: 100n,
      low: 90n,
      count: 2,
    });
    const tomorrow = candlesAfter(first, price('2026-11-24T00:00:00.000Z', 80n));
    expect(tomorrow['1d']).toMatchObject({ startsAt: '2026-11-24T00:00:00.000Z', count: 1 });
  });

  it('hold every price of their interval between low and high, and count them all', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 86_399_999 }), fc.bigInt(1n, 10n ** 12n)), {
          minLength: 1,
        }),
        (ticks) => {
          const prices = ticks
            .toSorted(([a], [b]) => a - b)
            .map(([ms, pricePerGram]) => price(formatInstant(dayMs + ms), pricePerGram));
          const last = prices.at(-1)?.at ?? '';
          const candles = candlesAfter(...prices);
          for (const interval of intervals) {
            const inside = prices.filter(
              ({ at }) => startOf(interval, at) === startOf(interval, last),
            );
            const values = inside.map(({ pricePerGram }) => pricePerGram);
            const sorted = values.toSorted((a, b) => (a < b ? -1 : 1));
            expect(candles[interval]).toMatchObject({
              open: values[0],
              close: values.at(-1),
              low: sorted[0],
              high: sorted.at(-1),
              count: values.length,
            });
          }
        },
      ),
    ));
});
