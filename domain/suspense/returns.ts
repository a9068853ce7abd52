import { type PaymentStep, stepsOfWord } from '../shared/bank-word.ts';
import { Refusal } from '../shared/refusal.ts';
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
  const { outcome, bankTransferId, reason } = word;
  const isUnderWay = state.status === 'returning' && state.returnOrder === endToEndId;
  const steps = stepsOfWord(outcome, before, isUnderWay);
  if (steps === undefined)
    throw new Refusal('payment.contradicted', 'The bank contradicts itself or us.', {
      word: outcome,
      before: before ?? state.status,
    });
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
