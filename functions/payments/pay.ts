import { wordInRound } from '../shared/bank/pay.ts';
import { setLogContext } from '../shared/log.ts';
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

/** Asks the bank, and orders what it does not know of; writes its word down. Its silence concludes nothing. */
const pay = async (
  { endToEndId, correlationId, round }: PaymentRound,
  known: KnownPayment,
): Promise<void> => {
  const asked = { isFirst: false, round, unanswered: 'PaymentsUnanswered' } as const;
  const word = await wordInRound(await orderOfPayment(known), asked);
  if (word === undefined) return;
  await concludePayment(endToEndId, word, {
    commandId: derivedId(endToEndId, 'bank', `${round}`),
    correlationId,
    causationId: endToEndId,
    userId: 'system',
    at: new Date().toISOString(),
  });
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
