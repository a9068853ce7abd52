import { evolveBy, type Folded } from '../shared/decider.ts';
import { formatMoney, moneyFromWire } from '../shared/money.ts';
import type { SuspenseEvent, SuspenseReason } from './events.ts';
import type { Suspense } from './state.ts';

/** Without the debtor. A type, so that it is a record of JSON. */
export type PublicSuspense = {
  readonly transactionId: string;
  readonly bankTransactionId: string;
  readonly amount: string;
  readonly currency: string;
  readonly reason: SuspenseReason;
  readonly reference: string;
  readonly bookedAt: string;
  readonly receivedAt: string;
  readonly status: Suspense['status'];
  readonly returnOrder: string;
};

/** What its events make of unmatched money (stream `suspense-<bankTransactionId>`). */
export const suspenseFolding: Folded<Suspense, SuspenseEvent> = {
  type: 'suspense',
  stateVersion: 2,
  initialState: {
    transactionId: '',
    bankTransactionId: '',
    amount: 0n,
    currency: '',
    reference: '',
    reason: 'unknown-reference',
    bookedAt: '',
    receivedAt: '',
    status: 'review',
    returnOrder: '',
    debtorName: '',
    debtorIban: '',
  },
  publicState: ({ debtorName: _name, debtorIban: _iban, ...state }): PublicSuspense => ({
    ...state,
    amount: formatMoney(state.amount, state.currency),
  }),
  evolve: evolveBy<Suspense, SuspenseEvent>({
    UnmatchedFundsReceived: ({ returnOrder }, { data: { walletId: _, ...data } }) => ({
      ...data,
      amount: moneyFromWire(data.amount, data.currency),
      status: 'review',
      returnOrder,
    }),
    UnmatchedFundsAssigned: (state) => ({ ...state, status: 'assigned' }),
    UnmatchedFundsReturned: (state, { data }) => ({
      ...state,
      status: 'returning',
      returnOrder: data.endToEndId,
    }),
    UnmatchedFundsReturnPaid: (state) => ({ ...state, status: 'returned' }),
    UnmatchedFundsReturnFailed: (state) => ({ ...state, status: 'review' }),
  }),
};
