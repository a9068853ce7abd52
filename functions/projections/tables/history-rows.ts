import type { WalletEvent } from '../../../domain/wallets/events.ts';
import type { Row } from '../../shared/rows.ts';

/** One transaction as an event leaves it: its id, when it began, and the cells that the event knows. */
export interface HistoryRow {
  readonly transactionId: string;
  readonly occurredAt: string;
  readonly cells: Row;
}

type Described =
  | 'FundsDeposited'
  | 'DepositConfirmed'
  | 'DepositRejected'
  | 'DepositHeldForReview'
  | 'GoldPurchaseCompleted'
  | 'GoldSold'
  | 'AdjustmentPosted'
  | 'FundsReserved'
  | 'FundsReservationCancelled'
  | 'GoldAllocated';
type Describe = {
  readonly [Type in Described]: (
    data: Extract<WalletEvent, { type: Type }>['data'],
  ) => HistoryRow | undefined;
};

interface DepositData {
  readonly transactionId: string;
  readonly amount: string;
  readonly currency: string;
  readonly bankReference: string;
  readonly depositedAt: string;
}

const deposit = (status: string, data: DepositData): HistoryRow => ({
  transactionId: data.transactionId,
  occurredAt: data.depositedAt,
  cells: {
    type: 'deposit',
    status,
    amount: data.amount,
    currency: data.currency,
    bankReference: data.bankReference,
  },
});

interface PoolData {
  readonly reservationId: string;
  readonly poolId?: string;
  readonly currency?: string;
  readonly amount?: string;
}

/** A commitment to a pool is one transaction, of the reservation's id, from the day that it was made. */
const pooled = (
  status: string,
  { reservationId, poolId = '', currency = '', amount = '' }: PoolData,
  occurredAt: string,
  more: Row = {},
): HistoryRow => ({
  transactionId: reservationId,
  occurredAt,
  cells: { type: 'pool', status, poolId, amount, currency, ...more },
});

const describe: Describe = {
  FundsReserved: (data) =>
    data.purpose === 'pool' ? pooled('committed', data, data.at) : undefined,
  FundsReservationCancelled: (data) =>
    data.purpose === 'pool' ? pooled('released', data, data.committedAt ?? data.at) : undefined,
  // Gold out of several lots is several events, of which the last one settles for all.
  GoldAllocated: ({ settlement, allocatedAt }) =>
    settlement &&
    pooled('allocated', settlement, settlement.committedAt ?? allocatedAt, {
      grams: settlement.goldAmount ?? '',
      cost: settlement.cost,
      released: settlement.released,
    }),
  FundsDeposited: (data) => deposit('pending', data),
  DepositConfirmed: (data) => deposit('completed', data),
  DepositRejected: (data) => deposit('rejected', data),
  DepositHeldForReview: (data) => deposit('review', data),
  GoldPurchaseCompleted: (data) => ({
    transactionId: data.purchaseId,
    occurredAt: data.initiatedAt,
    cells: {
      type: 'purchase',
      status: 'completed',
      amount: data.totalCost,
      currency: data.currency,
      grams: data.goldAmount,
      pricePerGram: data.pricePerGram,
      fee: data.fee,
      certificateNumbers: data.certificateNumbers,
      confirmationNumber: data.confirmationNumber,
    },
  }),
  AdjustmentPosted: (data) => ({
    transactionId: data.adjustmentId,
    occurredAt: data.at,
    cells: {
      type: 'adjustment',
      status: 'completed',
      amount: data.amount,
      currency: data.currency,
      // The customer sees it: whoever asks for an adjustment writes the reason for them.
      reason: data.reason,
    },
  }),
  GoldSold: (data) => ({
    transactionId: data.saleId,
    occurredAt: data.soldAt,
    cells: {
      type: 'sale',
      status: 'completed',
      amount: data.proceeds,
      currency: data.currency,
      grams: data.goldAmount,
      pricePerGram: data.pricePerGram,
      fee: data.fee,
      costBasis: data.costBasis,
      realisedGain: data.realisedGain,
      confirmationNumber: data.confirmationNumber,
    },
  }),
};

/** What an event says of a transaction; undefined for events that say nothing of one. */
export const historyRowOf = (eventType: string, data: object): HistoryRow | undefined =>
  Object.hasOwn(describe, eventType)
    ? (describe[eventType as Described] as (data: object) => HistoryRow)(data)
    : undefined;
