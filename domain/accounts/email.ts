import * as z from 'zod/mini';

/** RFC 5321 allows no longer path. */
const emailLengthMax = 254;

export const Email = z.email().check(z.maxLength(emailLengthMax));

/**
 * What makes two addresses the same account: Unicode in one form and lower case. Dots and "+tags" stay, since only
 * some providers ignore them.
 */
export const normaliseEmail = (email: string): string =>
  email.trim().normalize('NFKC').toLowerCase();
