import type { BankWord } from '../../../domain/shared/bank-word.ts';
import { log, metric } from '../log.ts';
import { type BankTransfer, bank, type TransferOrder } from './bank.ts';
import { BankError } from './bank-error.ts';

const refusedWord = (reason: string): BankWord => ({
  outcome: 'failed',
  bankTransferId: '',
  reason,
});

const wordOf = ({ status, bankTransferId, reason }: BankTransfer): BankWord | undefined =>
  status === 'processing'
    ? undefined
    : { outcome: status, bankTransferId, reason: reason ?? 'no reason given' };

/**
 * What the bank says of a payment now, having been ordered to make it; undefined while it is under way. What may have
 * been ordered before is asked after first. A refusal counts as the end only if no try of this order was lost on the way
 * and the bank knows no such transfer: an order that was lost could still be carried out. Throws `BankError`.
 */
const askedToPay = async (
  order: TransferOrder,
  isFirst: boolean,
): Promise<BankWord | undefined> => {
  const known = isFirst ? undefined : await bank.transferOf(order);
  if (known !== undefined) return wordOf(known);
  try {
    return wordOf(await bank.order(order));
  } catch (error) {
    if (!(error instanceof BankError) || error.trouble !== 'refused') throw error;
    if (!error.isFirstTry) throw new BankError('unavailable', 'refused-after-silence');
    const made = await bank.transferOf(order);
    return made === undefined ? refusedWord(error.reason) : wordOf(made);
  }
};

/** From here on people are told: by then the bank has been silent for three quarters of an hour. */
const roundsQuietMax = 2;

/**
 * The bank's word on a payment in one round of its saga, or undefined. Its silence concludes nothing; `unanswered` is the
 * metric that calls people when it lasts.
 */
export const wordInRound = async (
  order: TransferOrder,
  {
    isFirst,
    round,
    unanswered,
  }: {
    /** Whether the bank cannot have been ordered to pay this before. */
    readonly isFirst: boolean;
    /** How often it was waited for in vain. */
    readonly round: number;
    readonly unanswered: 'PaymentsUnanswered' | 'WithdrawalsUnanswered';
  },
): Promise<BankWord | undefined> => {
  const silent = () => {
    if (round >= roundsQuietMax) metric(unanswered, 1);
    return undefined;
  };
  try {
    return (await askedToPay(order, isFirst)) ?? silent();
  } catch (error) {
    if (!(error instanceof BankError)) throw error;
    log.warn('the bank did not say what became of a payment', { reason: error.reason });
    return silent();
  }
};
