import { BankError } from '../shared/bank/bank-error.ts';
import { askedToPay } from '../shared/bank/pay.ts';
import { log, metric, setLogContext } from '../shared/log.ts';
import { concludePayment } from '../shared/payments/conclude.ts';
import { type KnownPayment, knownPayment } from '../shared/payments/register.ts';
import { wakePayment } from '../shared/payments/waiting.ts';
import { keepWaiting } from '../shared/saga-tokens.ts';
import { derivedId } from '../shared/uuid.ts';
import { orderOfPayment } from './order-of-payment.ts';

interface PaymentRound {
  readonly endToEndId: string;
  readonly correlationId: string;
  readonly taskToken: string;
  /** How often the bank was waited for in vain. */
  readonly round: number;
}

/** From here on people are told: by then the bank has been silent for three quarters of an hour. */
const roundsQuietMax = 2;

/** Asks the bank, and orders what it does not know of; writes its word down. Its silence concludes nothing. */
const pay = async (
  { endToEndId, correlationId, round }: PaymentRound,
  known: KnownPayment,
): Promise<void> => {
  try {
    const word = await askedToPay(await orderOfPayment(known), false);
    if (word === undefined) {
      if (round >= roundsQuietMax) metric('PaymentsUnanswered', 1);
      return;
    }
    await concludePayment(endToEndId, word, {
      commandId: derivedId(endToEndId, 'bank', `${round}`),
      correlationId,
      causationId: endToEndId,
      userId: 'system',
      at: new Date().toISOString(),
    });
  } catch (error) {
    if (!(error instanceof BankError)) throw error;
    log.warn('the bank did not say what became of a payment', { reason: error.reason });
    if (round >= roundsQuietMax) metric('PaymentsUnanswered', 1);
  }
};

/** One round of a payment. It ends when the bank has said what became of it, here or by its webhook. */
export const handler = async (told: PaymentRound): Promise<void> => {
  const { endToEndId, correlationId, taskToken } = told;
  setLogContext({ correlationId, step: 'pay', endToEndId });
  await keepWaiting(endToEndId, { waitsFor: 'bank', taskToken });
  const known = await knownPayment(endToEndId);
  if (known === undefined) throw new Error('there is no such payment');
  if (known.outcome === undefined) await pay(told, known);
  await wakePayment(endToEndId);
};
