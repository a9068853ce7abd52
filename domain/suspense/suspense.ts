import { type Aggregate, decideBy } from '../shared/decider.ts';
import { Refusal } from '../shared/refusal.ts';
import type { SuspenseCommand } from './commands.ts';
import type { SuspenseEvent } from './events.ts';
import { suspenseFolding } from './folding.ts';
import { receiveUnmatched } from './receive.ts';
import { concludeReturn } from './returns.ts';
import { factsOf, type Suspense } from './state.ts';

/** Throws `suspense.unknown` before the money came, `suspense.concluded` after it was assigned or returned. */
const factsInReview = (state: Suspense) => {
  if (state.transactionId === '')
    throw new Refusal('suspense.unknown', 'There is no such unmatched payment.');
  if (state.status !== 'review')
    throw new Refusal('suspense.concluded', `The payment was ${state.status} before.`);
  return factsOf(state);
};

/** Unmatched money. Receiving it again changes nothing. */
export const suspense: Aggregate<Suspense, SuspenseCommand, SuspenseEvent> = {
  ...suspenseFolding,
  decide: decideBy<Suspense, SuspenseCommand, SuspenseEvent>({
    ReceiveUnmatchedFunds: receiveUnmatched,
    AssignUnmatchedFunds: ({ walletId, walletCurrency, assignedBy, at }, state) => {
      const facts = factsInReview(state);
      if (walletCurrency !== state.currency)
        throw new Refusal('wallet.currency-mismatch', 'The wallet holds another currency.');
      const data = { ...facts, walletId, assignedBy, assignedAt: at };
      return [{ type: 'UnmatchedFundsAssigned', data }];
    },
    ReturnUnmatchedFunds: ({ endToEndId, reason, returnedBy, at }, state) => {
      const data = { ...factsInReview(state), reason, returnedBy, returnedAt: at, endToEndId };
      return [{ type: 'UnmatchedFundsReturned', data }];
    },
    ConcludeReturn: concludeReturn,
  }),
};
