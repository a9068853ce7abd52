import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { exponentOf } from '../../../domain/shared/currencies.ts';
import { costOf, formatRemainder, goldFor, proceedsOf } from '../../../domain/shared/exchange.ts';
import {
  formatGrams,
  Grams,
  microgramsOfMilliOunces,
  parseGrams,
  tradableStep,
} from '../../../domain/shared/gold.ts';
import {
  amountOf,
  formatMoney,
  MoneyCodec,
  moneyFromWire,
  parseMoney,
  wholeUnits,
} from '../../../domain/shared/money.ts';
import {
  basisPointsBetween,
  formatPrice,
  perGramFromPerOunce,
  priceFromWire,
  withMargin,
} from '../../../domain/shared/price.ts';
import { divide } from '../../../domain/shared/rounding.ts';

const bad = [
  '',
  ' 1',
  '1 ',
  '+1',
  '-1',
  '1e3',
  '1E3',
  '0x10',
  '1,00',
  '1.',
  '.5',
  '01',
  '00',
  '1_000',
  '١',
  'NaN',
  'Infinity',
  '1.2.3',
  '1'.repeat(13),
  '1\n',
  '0.001',
  '−1',
];

describe('money', () => {
  it('does not read a megabyte of digits', () =>
    expect(parseMoney('9'.repeat(1_000_000), 'EUR')).toBeUndefined());

  it.each(bad)('does not read %j', (text) => expect(parseMoney(text, 'EUR')).toBeUndefined());

  it('has the decimals of its currency', () => {
    expect([
      parseMoney('80', 'EUR'),
      parseMoney('80.5', 'EUR'),
      parseMoney('80.00', 'EUR'),
    ]).toEqual([8_000n, 8_050n, 8_000n]);
    expect([parseMoney('80', 'JPY'), parseMoney('80.0', 'JPY')]).toEqual([80n, undefined]);
    expect([parseMoney('0.001', 'KWD'), parseMoney('0.0001', 'KWD')]).toEqual([1n, undefined]);
    expect([formatMoney(80n, 'JPY'), formatMoney(80n, 'KWD'), formatMoney(8n, 'EUR')]).toEqual([
      '80',
      '0.080',
      '0.08',
    ]);
    expect(formatMoney(-5n, 'EUR')).toBe('-0.05');
    expect(wholeUnits(1_000n, 'KWD')).toBe(1_000_000n);
    expect(() => exponentOf('XXX')).toThrow(RangeError);
    expect(() => exponentOf('toString')).toThrow(RangeError);
  });

  it('comes through the codec as minor units, positive only', () => {
    const money = { amount: '80.00', currency: 'EUR' };
    expect(z.decode(MoneyCodec, money)).toEqual({ amount: 8_000n, currency: 'EUR' });
    expect(z.encode(MoneyCodec, { amount: 8_000n, currency: 'EUR' })).toEqual(money);
    for (const wrong of [
      { ...money, amount: '0.00' },
      { ...money, amount: 80 },
      { ...money, currency: 'ABC' },
      { ...money, more: 1 },
    ])
      expect(z.safeDecode(MoneyCodec, wrong as never).success).toBe(false);
    expect(z.safeParse(amountOf('EUR'), '1e2').success).toBe(false);
    expect(z.safeParse(amountOf('EUR'), '9'.repeat(50)).success).toBe(false);
    expect(z.parse(Grams, '0.5')).toBe(500_000n);
  });

  it('survives the wire', () =>
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n) + 1n, max: 10n ** 12n - 1n }),
        fc.constantFrom('EUR', 'JPY', 'KWD'),
        (amount, currency) => {
          expect(moneyFromWire(formatMoney(amount, currency), currency)).toBe(amount);
        },
      ),
    ));

  it('refuses to fold what is no money', () =>
    expect(() => moneyFromWire('1e2', 'EUR')).toThrow(RangeError));
});

describe('gold and price', () => {
  it('survive the wire', () =>
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), (units) => {
        expect(parseGrams(formatGrams(units))).toBe(units);
        expect(priceFromWire(formatPrice(units))).toBe(units);
      }),
    ));

  it('an ounce is 31.1034768 g', () => {
    expect(formatGrams(microgramsOfMilliOunces(1_000n))).toBe('31.103476');
    // Rounded down to the microgram: 31.1034768 g a thousand times are exactly 31,103.4768 g.
    expect(formatGrams(microgramsOfMilliOunces(1_000_000n))).toBe('31103.476800');
    expect(formatPrice(perGramFromPerOunce(31_103_476_800_000n / 1_000n))).toBe('1000.000000');
    expect(formatPrice(perGramFromPerOunce(3_500_000_000n))).toBe('112.527613');
  });

  it('margins and distances are in basis points', () => {
    expect(withMargin(100_000_000n, 50n, 'up')).toBe(100_500_000n);
    expect(withMargin(1n, 50n, 'up')).toBe(2n);
    expect(withMargin(1n, -50n, 'down')).toBe(0n);
    expect(basisPointsBetween(10_000n, 10_001n)).toBe(1n);
    expect(basisPointsBetween(10_000n, 9_999n)).toBe(1n);
    expect(basisPointsBetween(20_000n, 20_001n)).toBe(0n);
  });
});

describe('rounding', () => {
  it.each([
    [7n, 2n, 3n, 4n, 4n],
    [5n, 2n, 2n, 3n, 2n],
    [-5n, 2n, -2n, -3n, -2n],
    [-7n, 2n, -3n, -4n, -4n],
    [7n, -2n, -3n, -4n, -4n],
    [6n, 2n, 3n, 3n, 3n],
    [1n, 3n, 0n, 1n, 0n],
    [2n, 3n, 0n, 1n, 1n],
    [-1n, 3n, 0n, -1n, 0n],
  ])('of %i / %i', (dividend, divisor, down, up, halfEven) => {
    expect(divide(dividend, divisor, 'down')).toBe(down);
    expect(divide(dividend, divisor, 'up')).toBe(up);
    expect(divide(dividend, divisor, 'half-even')).toBe(halfEven);
  });

  it('holds the published vectors', () => {
    // Unit price 2953.63 with 3 % tax.
    expect(divide(295_363n * 103n, 100n, 'half-even')).toBe(304_224n);
    const pricePerGram = 3_042_240_000n;
    expect(formatGrams(goldFor(100_000n, pricePerGram, 'EUR'))).toBe('0.328700');
    expect(costOf({ goldAmount: 234_500n, pricePerGram, fee: 0n, currency: 'EUR' }).total).toBe(
      71_341n,
    );
  });

  const exchange = fc.record({
    goldAmount: fc.bigInt({ min: 1n, max: 10n ** 10n }).map((steps) => steps * tradableStep),
    pricePerGram: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    fee: fc.bigInt({ min: 0n, max: 10n ** 6n }),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
  });

  it('never creates money: what it leaves is named and less than a minor unit', () =>
    fc.assert(
      fc.property(exchange, (traded) => {
        const scale = 10n ** BigInt(12 - exponentOf(traded.currency));
        const exact = traded.goldAmount * traded.pricePerGram;
        const cost = costOf(traded);
        expect((cost.total - traded.fee) * scale - cost.remainder).toBe(exact);
        const proceeds = proceedsOf(traded);
        expect((proceeds.total + traded.fee) * scale + proceeds.remainder).toBe(exact);
        for (const { remainder } of [cost, proceeds]) {
          expect(remainder >= 0n && remainder < scale).toBe(true);
          expect(formatRemainder(remainder)).toMatch(/^0\.\d{12}$/);
        }
      }),
    ));

  it('buys the most gold that an amount pays for', () =>
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 10n }),
        fc.bigInt({ min: 1_000n, max: 10n ** 11n }),
        (amount, pricePerGram) => {
          const goldAmount = goldFor(amount, pricePerGram, 'EUR');
          const cost = (gold: bigint) =>
            costOf({ goldAmount: gold, pricePerGram, fee: 0n, currency: 'EUR' }).total;
          expect(goldAmount % tradableStep).toBe(0n);
          expect(cost(goldAmount) <= amount).toBe(true);
          expect(cost(goldAmount + tradableStep) > amount).toBe(true);
        },
      ),
    ));
});
