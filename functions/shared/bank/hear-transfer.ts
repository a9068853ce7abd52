import type { BankWord } from '../../../domain/shared/bank-word.ts';
import { log, metric } from '../log.ts';
import { concludePayment } from '../payments/conclude.ts';
import { derivedId } from '../uuid.ts';
import { concludeWithdrawal } from '../withdrawals/conclude.ts';

const reasonLengthMax = 140;

/**
 * Takes the bank's word on a transfer that we ordered: stored before this returns, once however often it comes, and in any
 * order. A transfer that is none of ours is reported to people and taken all the same, since the bank could do nothing
 * about it.
 */
export const hearTransfer = async (
  endToEndId: string,
  { outcome, bankTransferId, reason }: BankWord,
  correlationId: string,
): Promise<void> => {
  const commandId = derivedId('bank', outcome, endToEndId);
  const word = { outcome, bankTransferId, reason: reason.slice(0, reasonLengthMax) };
  const cause = {
    commandId,
    correlationId,
    causationId: commandId,
    userId: 'bank',
    at: new Date().toISOString(),
  };
  if ((await concludeWithdrawal(endToEndId, word, cause)) !== 'unknown') return;
  if ((await concludePayment(endToEndId, word, cause)) !== 'unknown') return;
  metric('BankUnknownTransfer', 1);
  log.warn('the bank speaks of a transfer that is none of ours', { outcome });
};
