import * as z from 'zod/mini';
import { formatInstant, instantFromWire, monthAfter } from '../shared/time.ts';

/** A calendar month in UTC, as instants (ISO 8601, milliseconds). */
export interface MonthBounds {
  readonly first: string;
  /** The last millisecond of the month. */
  readonly last: string;
}

/** "2026-11": a month of this calendar. */
export const Month = z
  .string()
  .check(z.regex(/^(19[7-9]\d|[2-9]\d{3})-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-11'));

const firstOf = (month: string): string => `${month}-01T00:00:00.000Z`;

/** Where a month begins and ends. */
export const boundsOf = (month: string): MonthBounds => ({
  first: firstOf(month),
  last: formatInstant(instantFromWire(firstOf(monthAfter(month))) - 1),
});
