import { gramsFromWire } from '../shared/gold.ts';
import { moneyFromWire } from '../shared/money.ts';
import { priceFromWire } from '../shared/price.ts';
import type { WalletEvent } from '../wallets/events.ts';

/** What a line of a statement tells of. */
export const lineKinds = [
  'deposit',
  'purchase',
  'pool',
  'sale',
  'withdrawal',
  'withdrawal-return',
  'adjustment',
] as const;
export type LineKind = (typeof lineKinds)[number];

/** What one event does to a customer's cash (available and reserved together) and gold. */
export interface Effect {
  readonly kind: LineKind;
  readonly transactionId: string;
  /** What customer, bank and Assay can find it by. */
  readonly reference: string;
  /** Minor units; negative when it leaves. */
  readonly amount: bigint;
  /** Micrograms; negative when it leaves. */
  readonly grams: bigint;
  /** Micro-units per gram, where there is one. */
  readonly pricePerGram?: bigint;
  /** Minor units, within `amount`. */
  readonly fee?: bigint;
  /** Minor units, of a sale. */
  readonly realisedGain?: bigint;
  readonly note?: string;
}

type DataOf<Type extends WalletEvent['type']> = Extract<WalletEvent, { type: Type }>['data'];
type Tell<Type extends WalletEvent['type']> = (
  data: DataOf<Type>,
  minor: (amount: string) => bigint,
) => Effect | undefined;

const nothing = () => undefined;

const deposit = (data: DataOf<'FundsDeposited' | 'DepositConfirmed'>, amount: bigint): Effect => ({
  kind: 'deposit',
  transactionId: data.transactionId,
  reference: data.bankReference,
  amount,
  grams: 0n,
});

/** Every event of the language, so that a new one does not compile until somebody has said what it moves. */
const tellers: { readonly [Type in WalletEvent['type']]: Tell<Type> } = {
  FundsDeposited: (data, minor) =>
    data.verificationStatus === 'verified' ? deposit(data, minor(data.amount)) : undefined,
  DepositConfirmed: (data, minor) => deposit(data, minor(data.amount)),
  GoldPurchaseCompleted: (data, minor) => ({
    kind: 'purchase',
    transactionId: data.purchaseId,
    reference: data.confirmationNumber,
    amount: -minor(data.totalCost),
    grams: gramsFromWire(data.goldAmount),
    pricePerGram: priceFromWire(data.pricePerGram),
    fee: minor(data.fee),
  }),
  GoldAllocated: (data, minor) =>
    // A purchase's gold stands on the line of its completion, a pool's on that of its settlement.
    data.settlement === undefined
      ? undefined
      : {
          kind: 'pool',
          transactionId: data.settlement.reservationId,
          reference: data.certificateNumber,
          amount: -minor(data.settlement.cost),
          // Out of several lots, the last allocation settles for all of them.
          grams: gramsFromWire(data.settlement.goldAmount ?? data.goldAmount),
        },
  GoldSold: (data, minor) => ({
    kind: 'sale',
    transactionId: data.saleId,
    reference: data.confirmationNumber,
    amount: minor(data.proceeds),
    grams: -gramsFromWire(data.goldAmount),
    pricePerGram: priceFromWire(data.pricePerGram),
    fee: minor(data.fee),
    realisedGain: minor(data.realisedGain),
  }),
  WithdrawalCompleted: (data, minor) => ({
    kind: 'withdrawal',
    transactionId: data.transactionId,
    reference: data.bankReference,
    amount: -minor(data.amount),
    grams: 0n,
  }),
  WithdrawalReturned: (data, minor) => ({
    kind: 'withdrawal-return',
    transactionId: data.transactionId,
    reference: data.bankTransferId,
    amount: minor(data.amount),
    grams: 0n,
  }),
  AdjustmentPosted: (data, minor) => ({
    kind: 'adjustment',
    transactionId: data.adjustmentId,
    reference: data.adjustmentId,
    amount: minor(data.amount),
    grams: 0n,
    note: data.reason,
  }),
  WalletCreated: nothing,
  WithdrawalScreened: nothing,
  DepositVerificationStarted: nothing,
  DepositRejected: nothing,
  DepositHeldForReview: nothing,
  FundsReserved: nothing,
  FundsReservationCancelled: nothing,
  GoldPurchaseInitiated: nothing,
  WithdrawalRequested: nothing,
  WithdrawalApproved: nothing,
  WithdrawalRejected: nothing,
  WithdrawalProcessing: nothing,
  WithdrawalFailed: nothing,
  WithdrawalCancelled: nothing,
  WalletFrozen: nothing,
  WalletUnfrozen: nothing,
  AdjustmentRequested: nothing,
  AdjustmentDeclined: nothing,
};

/** What an event of a wallet moves; undefined when it moves nothing in or out. */
export const effectOf = (event: WalletEvent, currency: string): Effect | undefined =>
  (tellers[event.type] as Tell<WalletEvent['type']>)(event.data, (amount) =>
    moneyFromWire(amount, currency),
  );
