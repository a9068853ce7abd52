import * as z from 'zod/mini';

/** Whose account a decision is about. */
export const UserPath = z.strictObject({ id: z.uuid() });
export type UserPath = z.infer<typeof UserPath>;

/** Why somebody of the house decided so; it stands in the ledger for ever, so it names no person. */
export const Reason = z.string().check(z.trim(), z.minLength(3), z.maxLength(300));

/** What an authenticator app shows. */
export const OneTimeCode = z.string().check(z.regex(/^\d{6}$/, 'must be six digits'));
