import type { WalletEvent } from '../../domain/wallets/events.ts';
import type { Row } from '../shared/rows.ts';

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
  | 'AdjustmentPosted';
type Describe = {
  readonly [Type in Described]: (data: Extract<WalletEvent, { type: Type }>['data']) => HistoryRow;
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

const describe: Describe = {
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
