import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkedPrices } from '../../../domain/market/price-rows.ts';
import { readPrices } from '../../../functions/market/price-csv.ts';

const file = readFileSync('local/sandbox/market/data/gold-usd-per-troy-ounce-monthly.csv', 'utf8');
const rows = [
  { line: 2, day: '1970-01-01', usdPerOunce: 34_940_000n },
  { line: 3, day: '1970-02-01', usdPerOunce: 34_990_000n },
];

describe('a file of prices', () => {
  it('of the World Bank is read whole, and has no fault', () => {
    const prices = checkedPrices(readPrices(file), '2026-11-24T10:00:00.000Z');
    expect(prices).toHaveLength(678);
    expect(prices.at(-1)).toEqual({ day: '2026-06-01', usdPerOunce: 4_228_000_000n });
  });

  it.each([
    ['line feeds', 'Date,Price\n1970-01,34.940\n1970-02,34.99'],
    [
      'carriage returns and a byte order mark',
      '\uFEFFDate,Price\r\n1970-01,34.940\r\n1970-02,34.99\r\n',
    ],
    ['old line ends', 'Date,Price\r1970-01,34.940\r1970-02,34.99\r'],
    ['quotes and spaces', '"Date","Price"\n"1970-01", "34.940"\n 1970-02 ,34.99\n\n'],
    ['days', 'day,USD\n1970-01-01,34.940\n1970-02-01,34.99'],
  ])('may have %s', (_, text) => {
    expect(readPrices(text)).toEqual(rows);
  });

  it('needs no heading', () => {
    expect(readPrices('1970-01,34.940\n1970-02,34.99')).toEqual(
      rows.map((row) => ({ ...row, line: row.line - 1 })),
    );
  });

  it.each([
    ['semicolons', '1970-01;34.94', 1, 'is not a date, a comma and a price'],
    ['tabs', '1970-01\t34.94', 1, 'is not a date, a comma and a price'],
    ['decimal commas', '1970-01,34,94', 1, 'is not a date, a comma and a price'],
    ['thousands separated', '2026-06,"4,228.00"', 1, 'is not a date, a comma and a price'],
    ['another column', '1970-01,34.94,USD', 1, 'is not a date, a comma and a price'],
    ['a heading of other columns', 'Price,Date\n1970-01,34.94', 1, '"Price" is neither a month'],
    ['a page of HTML', '<!doctype html>', 1, 'is not a date, a comma and a price'],
    ['JSON', '{"1970-01": 34.94}', 1, 'is not a date, a comma and a price'],
    ['a heading in the middle', '1970-01,34.94\nDate,Price', 2, '"Date" is neither a month'],
    ['a month that is none', 'Date,Price\n1970-13,34.94', 2, '"1970-13" is neither a month'],
    ['a day that is none', 'Date,Price\n1970-02-30,34.94', 2, '"1970-02-30" is neither a month'],
    ['a day of another order', '01.02.1970,34.94', 1, '"01.02.1970" is neither a month'],
    ['a price of zero', 'Date,Price\n1970-01,0.00', 2, 'the price is zero'],
    ['a negative price', '1970-01,-34.94', 1, '"-34.94" is no price'],
    ['a price in words', '1970-01,n/a', 1, '"n/a" is no price'],
    ['no price', '1970-01,', 1, '"" is no price'],
    ['an exponent', '1970-01,3.494e1', 1, '"3.494e1" is no price'],
    ['seven decimals', '1970-01,34.9400001', 1, '"34.9400001" is no price'],
  ])('with %s is refused, and its line named', (_, text, line, problem) => {
    expect(() => readPrices(text)).toThrow(
      expect.objectContaining({
        code: 'price-history.invalid',
        details: { faults: 1, rows: [{ line, problem: expect.stringContaining(problem) }] },
      }),
    );
  });

  it('that is huge is refused before it is read, and never shown at length', () => {
    expect(() => readPrices('1'.repeat(1_000_001))).toThrow('1 MB at most');
    expect(() => readPrices(`1970-01,${'9'.repeat(900_000)}`)).toThrow(/^.{1,200}$/);
  });
});
