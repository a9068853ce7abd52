import { type Fault, type ReadRow, requireFaultless } from '../../domain/market/price-rows.ts';
import { parsePrice } from '../../domain/shared/price.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { parseDay } from '../../domain/shared/time.ts';

/** Every day since 1970 takes less than half of it. */
const bytesMax = 1_000_000;
const shownMax = 40;

/** What stands in a cell, without the quotes that some programs put around everything. */
const unquoted = (cell: string): string => cell.trim().replace(/^"([^"]*)"$/, '$1');

const isHeading = ([first = '', second = '', ...others]: readonly string[]): boolean =>
  others.length === 0 && /^(date|day|month)$/i.test(first) && /^\D+$/.test(second);

/** Never more of a line than helps to find it, and nothing that could drive a terminal. */
const shown = (text: string): string =>
  JSON.stringify(text.length > shownMax ? `${text.slice(0, shownMax)}…` : text);

const rowOf = (cells: readonly string[], line: number, text: string): ReadRow | Fault => {
  const [date = '', price = ''] = cells;
  if (cells.length !== 2)
    return { line, problem: `${shown(text)} is not a date, a comma and a price` };
  const day = date.length === 7 ? `${date}-01` : date;
  if (parseDay(day) === undefined)
    return {
      line,
      problem: `${shown(date)} is neither a month like 1970-01 nor a day like 1970-01-02`,
    };
  const usdPerOunce = parsePrice(price);
  if (usdPerOunce === undefined)
    return { line, problem: `${shown(price)} is no price like 34.94, of six decimals at most` };
  if (usdPerOunce === 0n) return { line, problem: 'the price is zero' };
  return { line, day, usdPerOunce };
};

const isFault = (row: ReadRow | Fault): row is Fault => 'problem' in row;

/**
 * The rows of a file of `date,US dollars per troy ounce`, with or without a heading, a byte order mark and carriage
 * returns. Throws `price-history.too-large`, and `price-history.invalid` that names every line which is none.
 */
export const readPrices = (csv: string): readonly ReadRow[] => {
  if (Buffer.byteLength(csv) > bytesMax)
    throw new Refusal('price-history.too-large', 'A file holds 1 MB at most.');
  const lines = csv
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((text, index) => ({ text, line: index + 1, cells: text.split(',').map(unquoted) }))
    .filter(({ text }) => text.trim() !== '');
  const [first] = lines;
  const body = first !== undefined && isHeading(first.cells) ? lines.slice(1) : lines;
  const rows = body.map(({ text, line, cells }) => rowOf(cells, line, text));
  requireFaultless(rows.filter(isFault));
  return rows.filter((row): row is ReadRow => !isFault(row));
};
