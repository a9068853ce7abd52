import * as z from 'zod/mini';

/** Ids are UUIDs (RFC 9562), version 7 where new, version 5 where derived, and branded so that one kind cannot pass for another. */
const id = <Kind extends string>() => z.uuid().brand<Kind>();

export const UserId = id<'UserId'>();
export type UserId = z.infer<typeof UserId>;
export const WalletId = id<'WalletId'>();
export type WalletId = z.infer<typeof WalletId>;
/** A deposit, purchase, sale or withdrawal of a wallet. */
export const TransactionId = id<'TransactionId'>();
export type TransactionId = z.infer<typeof TransactionId>;
export const BankAccountId = id<'BankAccountId'>();
export type BankAccountId = z.infer<typeof BankAccountId>;
export const PoolId = id<'PoolId'>();
export type PoolId = z.infer<typeof PoolId>;
export const AlertId = id<'AlertId'>();
export type AlertId = z.infer<typeof AlertId>;

/** A bank's own id of a transaction: the bank's choice of printable characters, within reason. */
export const BankTransactionId = z.string().check(z.regex(/^[\w.:/-]{1,64}$/));

/** A vault's name in its stream. */
export const VaultId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,31}$/));
