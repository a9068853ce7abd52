import * as z from 'zod/mini';
import { BankTransactionId } from '../../domain/shared/ids.ts';
import type { BankOutcome } from '../../domain/wallets/bank-outcome.ts';
import { derivedId } from '../shared/uuid.ts';
import { concludeWithdrawal } from '../shared/withdrawals/conclude.ts';

/** What the bank says of a payment that we ordered. */
export const TransferEnded = z.strictObject({
  bankTransferId: BankTransactionId,
  endToEndId: z.string().check(z.minLength(1), z.maxLength(64)),
  reason: z.optional(z.string().check(z.maxLength(500))),
});
type TransferEnded = z.infer<typeof TransferEnded>;

const reasonLengthMax = 140;

/**
 * Takes the bank's word on a payment: stored before this returns, once however often it comes, and in any order. A
 * transfer that is none of ours is reported to people and taken all the same, since the bank could do nothing about it.
 */
export const hearTransfer = async (
  outcome: BankOutcome,
  { bankTransferId, endToEndId, reason = 'no reason given' }: TransferEnded,
  correlationId: string,
): Promise<void> => {
  const commandId = derivedId('bank', outcome, endToEndId);
  const word = { outcome, bankTransferId, reason: reason.slice(0, reasonLengthMax) };
  await concludeWithdrawal(endToEndId, word, {
    commandId,
    correlationId,
    causationId: commandId,
    userId: 'bank',
    at: new Date().toISOString(),
  });
};
