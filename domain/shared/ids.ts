import * as z from 'zod/mini';

/** A bank's own id of a transaction: the bank's choice of printable characters, within reason. */
export const BankTransactionId = z.string().check(z.regex(/^[\w.:/-]{1,64}$/));
