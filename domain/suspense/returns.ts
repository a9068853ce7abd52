import { type PaymentStep, stepsOfHousePayment } from '../shared/bank-word.ts';
import type { ConcludeReturn } from './commands.ts';
import type { SuspenseEvent } from './events.ts';
import { factsOf, type Suspense } from './state.ts';

/**
 * What the bank's word makes of a return. Throws `payment.contradicted` where the word is against what is known: of a
 * return that is not under way (any more), that failed and was paid, or that was paid and failed.
 */
export const concludeReturn = (
  { endToEndId, word, before, at }: ConcludeReturn,
  state: Suspense,
): readonly SuspenseEvent[] => {
  const { bankTransferId, reason } = word;
  const isUnderWay = state.status === 'returning' && state.returnOrder === endToEndId;
  const steps = stepsOfHousePayment(word, before, isUnderWay, state.status);
  const facts = { ...factsOf(state), endToEndId, bankTransferId };
  const failed = (wasPaid: boolean): SuspenseEvent => ({
    type: 'UnmatchedFundsReturnFailed',
    data: { ...facts, wasPaid, reason, failedAt: at },
  });
  const events: Readonly<Record<PaymentStep, SuspenseEvent>> = {
    paid: { type: 'UnmatchedFundsReturnPaid', data: { ...facts, paidAt: at } },
    failed: failed(false),
    'came-back': failed(true),
  };
  return steps.map((step) => events[step]);
};
