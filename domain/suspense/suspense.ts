import { type Aggregate, decideBy, evolveBy } from '../shared/decider.ts';
import { formatMoney, moneyFromWire } from '../shared/money.ts';
import { Refusal } from '../shared/refusal.ts';
import type { SuspenseEvent, SuspenseReason } from './events.ts';

/** One payment that no wallet could be found for. */
export interface Suspense {
  /** Empty until UnmatchedFundsReceived. */
  readonly transactionId: string;
  readonly bankTransactionId: string;
  /** Minor units. */
  readonly amount: bigint;
  readonly currency: string;
  readonly reference: string;
  readonly reason: SuspenseReason;
  readonly receivedAt: string;
  readonly status: 'review' | 'assigned' | 'returned';
  readonly debtorName: string;
  readonly debtorIban: string;
}

export interface ReceiveUnmatchedFunds {
  readonly type: 'ReceiveUnmatchedFunds';
  readonly transactionId: string;
  readonly bankTransactionId: string;
  readonly reference: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly debtorName: string;
  readonly debtorIban: string;
  readonly reason: SuspenseReason;
  readonly bookedAt: string;
  readonly walletId?: string;
  readonly at: string;
}

export interface AssignUnmatchedFunds {
  readonly type: 'AssignUnmatchedFunds';
  readonly walletId: string;
  /** The currency of that wallet. */
  readonly walletCurrency: string;
  readonly assignedBy: string;
  readonly at: string;
}

export interface ReturnUnmatchedFunds {
  readonly type: 'ReturnUnmatchedFunds';
  readonly reason: string;
  readonly returnedBy: string;
  readonly at: string;
}

export type SuspenseCommand = ReceiveUnmatchedFunds | AssignUnmatchedFunds | ReturnUnmatchedFunds;

/** Without the debtor. A type, so that it is a record of JSON. */
export type PublicSuspense = {
  readonly transactionId: string;
  readonly bankTransactionId: string;
  readonly amount: string;
  readonly currency: string;
  readonly reason: SuspenseReason;
  readonly reference: string;
  readonly receivedAt: string;
  readonly status: Suspense['status'];
};

/** Throws `suspense.unknown` before the money came, `suspense.concluded` after it was assigned or returned. */
const factsInReview = (state: Suspense) => {
  const { transactionId, bankTransactionId, amount, currency } = state;
  if (transactionId === '')
    throw new Refusal('suspense.unknown', 'There is no such unmatched payment.');
  if (state.status !== 'review')
    throw new Refusal('suspense.concluded', `The payment was ${state.status} before.`);
  return { transactionId, bankTransactionId, amount: formatMoney(amount, currency), currency };
};

/** Unmatched money (stream `suspense-<bankTransactionId>`). Receiving it again changes nothing. */
export const suspense: Aggregate<Suspense, SuspenseCommand, SuspenseEvent> = {
  type: 'suspense',
  stateVersion: 1,
  initialState: {
    transactionId: '',
    bankTransactionId: '',
    amount: 0n,
    currency: '',
    reference: '',
    reason: 'unknown-reference',
    receivedAt: '',
    status: 'review',
    debtorName: '',
    debtorIban: '',
  },
  publicState: ({ debtorName: _name, debtorIban: _iban, ...state }): PublicSuspense => ({
    ...state,
    amount: formatMoney(state.amount, state.currency),
  }),
  evolve: evolveBy<Suspense, SuspenseEvent>({
    UnmatchedFundsReceived: (_state, { data: { bookedAt: _booked, walletId: _, ...data } }) => ({
      ...data,
      amount: moneyFromWire(data.amount, data.currency),
      status: 'review',
    }),
    UnmatchedFundsAssigned: (state) => ({ ...state, status: 'assigned' }),
    UnmatchedFundsReturned: (state) => ({ ...state, status: 'returned' }),
  }),
  decide: decideBy<Suspense, SuspenseCommand, SuspenseEvent>({
    ReceiveUnmatchedFunds: ({ type: _type, amount, at, ...facts }, state) => {
      if (state.transactionId !== '') return [];
      if (amount <= 0n)
        throw new Refusal('deposit.invalid-amount', 'A payment must be more than nothing.');
      const data = { ...facts, amount: formatMoney(amount, facts.currency), receivedAt: at };
      return [{ type: 'UnmatchedFundsReceived', data }];
    },
    AssignUnmatchedFunds: ({ walletId, walletCurrency, assignedBy, at }, state) => {
      const facts = factsInReview(state);
      if (walletCurrency !== state.currency)
        throw new Refusal('wallet.currency-mismatch', 'The wallet holds another currency.');
      const data = { ...facts, walletId, assignedBy, assignedAt: at };
      return [{ type: 'UnmatchedFundsAssigned', data }];
    },
    ReturnUnmatchedFunds: ({ reason, returnedBy, at }, state) => {
      const data = { ...factsInReview(state), reason, returnedBy, returnedAt: at };
      return [{ type: 'UnmatchedFundsReturned', data }];
    },
  }),
};
