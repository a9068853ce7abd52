import { Problem } from '../answers.ts';
import { formatPerOunce, fromDollarsPerOunce } from './ounce.ts';

/** One line of a file of prices. */
export interface ReplayRow {
  readonly date: string;
  /** EUR per ounce, as `ounce.ts` writes it. */
  readonly perOunce: string;
}

const rowsMax = 100_000;

/**
 * Reads `Date,Price` lines, prices in USD per troy ounce. A first line that is a heading is passed over. Throws a
 * `Problem` that names the line which is none.
 */
export const readReplay = (csv: string): readonly ReplayRow[] => {
  const lines = csv
    .split(/\r?\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '');
  const body = /^\d{4}/.test(lines[0]?.line ?? '') ? lines : lines.slice(1);
  const rows = body.map(({ line, number }) => {
    const [date = '', price = ''] = line
      .split(',')
      .map((cell) => cell.trim().replace(/^"|"$/g, ''));
    const perOunce = fromDollarsPerOunce(price);
    if (!/^\d{4}-\d{2}(-\d{2})?/.test(date) || perOunce === undefined)
      throw new Problem(
        400,
        'market.invalid-replay',
        `Line ${number} is not "Date,Price" with a date such as 2026-06 and USD per ounce such as 4228.00: ${line.slice(0, 60)}`,
      );
    return { date, perOunce: formatPerOunce(perOunce) };
  });
  if (rows.length === 0 || rows.length > rowsMax)
    throw new Problem(
      400,
      'market.invalid-replay',
      `Give between 1 and ${rowsMax} lines of "Date,Price", USD per ounce.`,
    );
  return rows;
};
