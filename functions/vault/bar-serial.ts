import * as z from 'zod/mini';

/** A bar's serial number as its refiner struck it; it is part of lots' names. */
export const BarSerial = z
  .string()
  .check(z.regex(/^[A-Za-z0-9-]{1,32}$/, 'letters, digits and dashes, at most 32'));
