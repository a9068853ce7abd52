import type { BulkPaymentCompleted, BulkPaymentFailed } from '../../../domain/pools/events.ts';
import { incomingKey, outgoingKey, returnedKey } from '../../../domain/reconciliation/matching.ts';
import type { DomainEvent } from '../../../domain/shared/decider.ts';
import { formatMoney, moneyFromWire } from '../../../domain/shared/money.ts';
import type {
  UnmatchedFundsReceived,
  UnmatchedFundsReturnFailed,
  UnmatchedFundsReturnPaid,
} from '../../../domain/suspense/events.ts';
import type { DepositRejected, FundsDeposited } from '../../../domain/wallets/deposit-events.ts';
import type { Published } from '../../shared/messages.ts';

/** What our books say has moved on the bank account, under the key by which a statement finds it. */
export interface MovementRow {
  readonly key: string;
  /** A decimal string, negative when money left. */
  readonly amount: string;
  readonly currency: string;
  readonly transactionId: string;
  /** Where it was the house that paid, or was paid back. */
  readonly house?: true;
}

const left = (amount: string): string => `-${amount}`;

type Describe = (event: Published) => MovementRow | undefined;

/** What an event says, by the type that the caller knows it to have. */
const dataOf = <Event extends DomainEvent<string, object>>({ eventData }: Published) =>
  eventData as Event['data'];

const deposited: Describe = (event) => {
  const data = dataOf<FundsDeposited>(event);
  const { bankReference, amount, currency, transactionId, assignedBy } = data;
  // Assigned money came into the account before, and lay with nobody.
  return assignedBy === undefined
    ? { key: incomingKey(bankReference), amount, currency, transactionId }
    : undefined;
};

/** What was taken for money and the bank does not have leaves the books again. */
const rejected: Describe = (event) => {
  const data = dataOf<DepositRejected>(event);
  const { bankReference, amount, currency, transactionId, parked = amount } = data;
  const missing = moneyFromWire(parked, currency) - moneyFromWire(amount, currency);
  return missing === 0n
    ? undefined
    : {
        key: incomingKey(bankReference),
        amount: formatMoney(missing, currency),
        currency,
        transactionId,
      };
};

const unmatched: Describe = (event) => {
  const data = dataOf<UnmatchedFundsReceived>(event);
  const { bankTransactionId, amount, currency, transactionId, reason } = data;
  return reason === 'deposit-rejected'
    ? undefined
    : { key: incomingKey(bankTransactionId), amount, currency, transactionId };
};

const returnPaid: Describe = (event) => {
  const data = dataOf<UnmatchedFundsReturnPaid>(event);
  const { endToEndId, amount, currency, transactionId } = data;
  return { key: outgoingKey(endToEndId), amount: left(amount), currency, transactionId };
};

const returnFailed: Describe = (event) => {
  const data = dataOf<UnmatchedFundsReturnFailed>(event);
  const { endToEndId, amount, currency, transactionId, wasPaid } = data;
  return wasPaid ? { key: returnedKey(endToEndId), amount, currency, transactionId } : undefined;
};

const dealerPaid: Describe = (event) => {
  const { endToEndId, amount, currency, poolId } = dataOf<BulkPaymentCompleted>(event);
  const facts = { currency, transactionId: poolId, house: true } as const;
  return { key: outgoingKey(endToEndId), amount: left(amount), ...facts };
};

const dealerNotPaid: Describe = (event) => {
  const { endToEndId, amount, currency, poolId, wasPaid } = dataOf<BulkPaymentFailed>(event);
  const facts = { amount, currency, transactionId: poolId, house: true } as const;
  return wasPaid ? { key: returnedKey(endToEndId), ...facts } : undefined;
};

/** A withdrawal's own id is our id of its payment. */
const withdrawal =
  (keyOf: (id: string) => string, signed: (amount: string) => string): Describe =>
  ({ eventData, state }) => {
    const transactionId = `${eventData['transactionId']}`;
    return {
      key: keyOf(transactionId),
      amount: signed(`${eventData['amount']}`),
      currency: `${state['currency']}`,
      transactionId,
    };
  };

const describe: Readonly<Record<string, Describe>> = {
  FundsDeposited: deposited,
  DepositRejected: rejected,
  UnmatchedFundsReceived: unmatched,
  UnmatchedFundsReturnPaid: returnPaid,
  UnmatchedFundsReturnFailed: returnFailed,
  BulkPaymentCompleted: dealerPaid,
  BulkPaymentFailed: dealerNotPaid,
  WithdrawalCompleted: withdrawal(outgoingKey, left),
  WithdrawalReturned: withdrawal(returnedKey, (amount) => amount),
};

/** The movement that an event tells of; undefined where no money moved on the account. */
export const movementRowOf = (event: Published): MovementRow | undefined =>
  Object.hasOwn(describe, event.eventType) ? describe[event.eventType]?.(event) : undefined;
