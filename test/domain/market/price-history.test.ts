import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DollarPrice, priceHistory } from '../../../domain/market/price-history.ts';
import { checkedPrices, type ReadRow } from '../../../domain/market/price-rows.ts';
import { policy } from '../../../domain/shared/policy.ts';
import { perGramFromPerOunce, perGramFromPerOunceAt } from '../../../domain/shared/price.ts';
import { Refusal } from '../../../domain/shared/refusal.ts';
import { formatDay, parseDay } from '../../../domain/shared/time.ts';
import { specification } from '../../support/given.ts';

const at = '2026-11-24T10:00:00.000Z';
const given = specification(priceHistory);
const price = (day: string, usdPerOunce: bigint): DollarPrice => ({ day, usdPerOunce });
const command = (prices: readonly DollarPrice[], rate = 860_000n) =>
  ({ type: 'ImportPrices', currency: 'EUR', year: '1970', rate, prices, at }) as const;
const january = price('1970-01-01', 34_940_000n);
const february = price('1970-02-01', 34_990_000n);
const imported = (prices: readonly (readonly [string, string, string])[]) =>
  ({
    type: 'PriceHistoryImported',
    data: {
      currency: 'EUR',
      year: '1970',
      rate: '0.860000',
      prices: prices.map(([day, usdPerOunce, pricePerGram]) => ({
        day,
        usdPerOunce,
        pricePerGram,
      })),
      importedAt: at,
    },
  }) as const;

describe('a year of the price history', () => {
  it('takes prices in, per gram and in its own currency', () =>
    // 34.94 × 0.86 ÷ 31.1034768 and 34.99 × 0.86 ÷ 31.1034768.
    given()
      .when(command([january, february]))
      .then(
        imported([
          ['1970-01-01', '34.940000', '0.966078'],
          ['1970-02-01', '34.990000', '0.967461'],
        ]),
      ));

  it('knows what it was told, and takes in only what differs', () => {
    const before = imported([['1970-01-01', '34.940000', '0.966078']]);
    given(before)
      .when(command([january]))
      .thenNothing();
    given(before)
      .when(command([january, february]))
      .then(imported([['1970-02-01', '34.990000', '0.967461']]));
    given(before)
      .when(command([price('1970-01-01', 35_000_000n)]))
      .then(imported([['1970-01-01', '35.000000', '0.967737']]));
  });

  it('says a long year in several events, which the bus can carry', () => {
    const days = Array.from({ length: 365 }, (_, day) =>
      price(formatDay(day), 35_000_000n + BigInt(day)),
    );
    const events = priceHistory.decide(command(days), priceHistory.initialState);
    expect(events.map(({ data }) => data.prices.length)).toEqual([100, 100, 100, 65]);
    const state = events.reduce(priceHistory.evolve, priceHistory.initialState);
    expect(priceHistory.publicState(state)).toEqual({ currency: 'EUR', year: '1970', days: 365 });
    expect(priceHistory.decide(command(days), state)).toEqual([]);
  });

  it('converts at a rate of one as without any, and rounds once', () =>
    fc.assert(
      fc.property(fc.bigInt({ min: 1_000_000n, max: 10n ** 12n }), (perOunce) => {
        expect(perGramFromPerOunceAt(perOunce, 1_000_000n)).toBe(perGramFromPerOunce(perOunce));
      }),
    ));
});

const rowsOf = (...rows: readonly (readonly [day: string, dollars: number])[]): ReadRow[] =>
  rows.map(([day, dollars], index) => ({
    line: index + 2,
    day,
    usdPerOunce: BigInt(Math.round(dollars * 1_000_000)),
  }));

const faultsOf = (rows: readonly ReadRow[]): unknown => {
  try {
    return checkedPrices(rows, at);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'price-history.invalid')
      return error.details['rows'];
    throw error;
  }
};

const months = (count: number, without: readonly number[] = []) =>
  rowsOf(
    ...Array.from(
      { length: count },
      (_, month) =>
        [
          `${1970 + Math.floor(month / 12)}-${`${(month % 12) + 1}`.padStart(2, '0')}-01`,
          35,
        ] as const,
    ).filter((_, month) => !without.includes(month)),
  );

describe('the rows of a file of prices', () => {
  it('may stand in any order, and come out in that of time', () =>
    fc.assert(
      fc.property(fc.shuffledSubarray(months(24), { minLength: 24 }), (rows) => {
        expect(checkedPrices(rows, at).map(({ day }) => day)).toEqual(
          months(24).map(({ day }) => day),
        );
      }),
    ));

  it('have a gap where a month is missing among months', () => {
    expect(faultsOf(months(24, [7]))).toEqual([
      { line: 9, problem: 'nothing between 1970-07-01 (line 8) and 1970-09-01' },
    ]);
    expect(faultsOf(months(24))).toHaveLength(24);
  });

  it('of days may leave out weekends and holidays, and no more than a week', () => {
    const first = parseDay('2026-01-05') ?? 0;
    const days = (without: readonly number[]) =>
      rowsOf(
        ...Array.from({ length: 40 }, (_, day) => [formatDay(first + day), 4_000] as const).filter(
          (_, day) => day % 7 < 5 && !without.includes(day),
        ),
      );
    // Friday to Tuesday, over a Monday that is a holiday.
    expect(faultsOf(days([14]))).toHaveLength(29);
    expect(faultsOf(days([14, 15, 16, 17, 18]))).toMatchObject([
      { problem: expect.stringMatching(/^nothing between 2026-01-16 .* and 2026-01-26$/) },
    ]);
  });

  it.each([
    ['a day twice', rowsOf(['1970-01-01', 35], ['1970-01-01', 35]), 'stands in line 2 already'],
    ['tomorrow', rowsOf(['2026-11-24', 4_000], ['2026-11-25', 4_000]), 'has not come yet'],
    ['a price per kilogram', rowsOf(['2020-01-01', 1_000_000.01]), 'none of US dollars'],
    ['a price of cents', rowsOf(['2020-01-01', 0.99]), 'none of US dollars'],
    ['a lost point', rowsOf(['1970-01-01', 34.94], ['1970-02-01', 3_499]), 'leaps from'],
    ['a point too many', rowsOf(['1970-01-01', 34.94], ['1970-02-01', 3.499]), 'leaps from'],
  ])('are refused with %s', (_, rows, problem) => {
    expect(faultsOf(rows)).toMatchObject([
      { line: rows.at(-1)?.line, problem: expect.stringContaining(problem) },
    ]);
  });

  it('take the price of today, and refuse an empty file and too long ones', () => {
    expect(checkedPrices(rowsOf(['2026-11-24', 4_000]), at)).toHaveLength(1);
    expect(() => checkedPrices([], at)).toThrow('holds no price');
    const [row] = rowsOf(['2020-01-01', 1_500]);
    const many = Array.from({ length: policy.priceHistory.rowsMax + 1 }, () => row as ReadRow);
    expect(() => checkedPrices(many, at)).toThrow('40000 prices at most');
    const century = rowsOf(
      ...Array.from({ length: 100 }, (__, year) => [`${1900 + year}-01-01`, 35] as const),
    );
    expect(() => checkedPrices(century, at)).toThrow('99 years at most');
  });

  it('name twenty faults, and say how many there are', () => {
    const twice = [...months(30), ...months(30).map((row) => ({ ...row, line: row.line + 30 }))];
    expect(() => checkedPrices(twice, at)).toThrow(
      expect.objectContaining({
        details: { faults: 30, rows: expect.objectContaining({ length: 20 }) },
      }),
    );
  });
});
