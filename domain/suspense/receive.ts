import { formatMoney } from '../shared/money.ts';
import { Refusal } from '../shared/refusal.ts';
import type { ReceiveUnmatchedFunds } from './commands.ts';
import type { SuspenseEvent } from './events.ts';
import type { Suspense } from './state.ts';

/**
 * A repetition changes nothing; money that was assigned and then rejected comes back under the id and the time that it
 * had.
 */
export const receiveUnmatched = (
  { type: _type, amount, at, ...facts }: ReceiveUnmatchedFunds,
  state: Suspense,
): readonly SuspenseEvent[] => {
  const known = state.transactionId !== '';
  if (known && !(state.status === 'assigned' && facts.reason === 'deposit-rejected')) return [];
  if (amount <= 0n)
    throw new Refusal('deposit.invalid-amount', 'A payment must be more than nothing.');
  const { transactionId, receivedAt } = known ? state : { ...facts, receivedAt: at };
  return [
    {
      type: 'UnmatchedFundsReceived',
      data: { ...facts, transactionId, amount: formatMoney(amount, facts.currency), receivedAt },
    },
  ];
};
