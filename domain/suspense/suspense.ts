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
  readonly bookedAt: string;
  readonly receivedAt: string;
  /** `returning` is decided and not paid yet. */
  readonly status: 'review' | 'assigned' | 'returning' | 'returned';
  /** Our id of the last payment that was to return it; empty when there was none. */
  readonly returnOrder: string;
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
  readonly endToEndId: string;
  readonly reason: string;
  readonly returnedBy: string;
  readonly at: string;
}

/** What the bank says of the payment that was to bring the money back. */
export interface ConcludeReturn {
  readonly type: 'ConcludeReturn';
  readonly endToEndId: string;
  readonly bankTransferId: string;
  /** A return that was paid may still come back, days later. */
  readonly outcome: 'completed' | 'failed' | 'returned';
  /** The bank's words for a failure. */
  readonly reason: string;
  readonly at: string;
}

export type SuspenseCommand =
  | ReceiveUnmatchedFunds
  | AssignUnmatchedFunds
  | ReturnUnmatchedFunds
  | ConcludeReturn;

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

const factsOf = ({ transactionId, bankTransactionId, amount, currency }: Suspense) => ({
  transactionId,
  bankTransactionId,
  amount: formatMoney(amount, currency),
  currency,
});

/** Throws `suspense.unknown` before the money came, `suspense.concluded` after it was assigned or returned. */
const factsInReview = (state: Suspense) => {
  if (state.transactionId === '')
    throw new Refusal('suspense.unknown', 'There is no such unmatched payment.');
  if (state.status !== 'review')
    throw new Refusal('suspense.concluded', `The payment was ${state.status} before.`);
  return factsOf(state);
};

/**
 * A repetition changes nothing; money that was assigned and then rejected comes back under the id and the time that it
 * had.
 */
const receive = (
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

/** Only the payment that is under way (or was made) can end; an older one's message, repeated, changes nothing. */
const concludeReturn = (
  { endToEndId, bankTransferId, outcome, reason, at }: ConcludeReturn,
  state: Suspense,
): readonly SuspenseEvent[] => {
  if (endToEndId !== state.returnOrder) return [];
  const facts = { ...factsOf(state), endToEndId, bankTransferId };
  const wasPaid = state.status === 'returned';
  if (outcome === 'completed')
    return state.status === 'returning'
      ? [{ type: 'UnmatchedFundsReturnPaid', data: { ...facts, paidAt: at } }]
      : [];
  return state.status === 'returning' || (wasPaid && outcome === 'returned')
    ? [{ type: 'UnmatchedFundsReturnFailed', data: { ...facts, wasPaid, reason, failedAt: at } }]
    : [];
};

/** Unmatched money (stream `suspense-<bankTransactionId>`). Receiving it again changes nothing. */
export const suspense: Aggregate<Suspense, SuspenseCommand, SuspenseEvent> = {
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
  decide: decideBy<Suspense, SuspenseCommand, SuspenseEvent>({
    ReceiveUnmatchedFunds: receive,
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
