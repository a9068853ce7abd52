import { type Evolvers, evolveBy, without } from '../shared/decider.ts';
import { gramsFromWire } from '../shared/gold.ts';
import { moneyFromWire } from '../shared/money.ts';
import type { WalletEvent } from './events.ts';
import { rememberPurchase } from './limits.ts';
import { rememberQuote } from './quotes-used.ts';
import type { OpenDeposit, OpenWithdrawal, Wallet } from './state.ts';

type Fold = Evolvers<Wallet, WalletEvent>;

const minor = (wallet: Wallet, amount: string): bigint => moneyFromWire(amount, wallet.currency);

const depositStatus = (
  wallet: Wallet,
  transactionId: string,
  status: OpenDeposit['status'],
): Wallet => {
  const deposit = wallet.deposits[transactionId];
  if (deposit === undefined) throw new TypeError('an unknown deposit changes');
  return { ...wallet, deposits: { ...wallet.deposits, [transactionId]: { ...deposit, status } } };
};

/** Pending money leaves as the deposit ends; `credited` is what of it becomes available. */
const endDeposit = (wallet: Wallet, transactionId: string, amount: bigint, credited: bigint) => ({
  ...wallet,
  pending: wallet.pending - amount,
  available: wallet.available + credited,
  deposits: without(wallet.deposits, transactionId),
});

/** Reserved money leaves as the reservation ends, once; `back` is what of it becomes available again. */
const endReservation = (wallet: Wallet, reservationId: string, back: bigint): Wallet => {
  const reservation = wallet.reservations[reservationId];
  if (reservation === undefined) throw new TypeError('a reservation ends that is not open');
  return {
    ...wallet,
    reserved: wallet.reserved - reservation.amount,
    available: wallet.available + back,
    reservations: without(wallet.reservations, reservationId),
  };
};

const endWithdrawal = (wallet: Wallet, transactionId: string): Wallet => ({
  ...wallet,
  withdrawals: without(wallet.withdrawals, transactionId),
});

const changeWithdrawal = (
  wallet: Wallet,
  transactionId: string,
  change: (withdrawal: OpenWithdrawal) => OpenWithdrawal,
): Wallet => {
  const withdrawal = wallet.withdrawals[transactionId];
  if (withdrawal === undefined) throw new TypeError('an unknown withdrawal changes');
  return {
    ...wallet,
    withdrawals: { ...wallet.withdrawals, [transactionId]: change(withdrawal) },
  };
};

const deposits: Pick<
  Fold,
  | 'FundsDeposited'
  | 'DepositVerificationStarted'
  | 'DepositHeldForReview'
  | 'DepositConfirmed'
  | 'DepositRejected'
> = {
  FundsDeposited: (wallet, { data }) => {
    const amount = minor(wallet, data.amount);
    if (data.verificationStatus === 'verified')
      return { ...wallet, available: wallet.available + amount };
    const { bankReference, depositedAt, assignedBy } = data;
    const deposit: OpenDeposit = {
      amount,
      bankReference,
      depositedAt,
      status: 'pending',
      ...(assignedBy === undefined ? {} : { assignedBy }),
    };
    return {
      ...wallet,
      pending: wallet.pending + amount,
      deposits: { ...wallet.deposits, [data.transactionId]: deposit },
    };
  },
  DepositVerificationStarted: (wallet, { data }) =>
    depositStatus(wallet, data.transactionId, 'verifying'),
  DepositHeldForReview: (wallet, { data }) => depositStatus(wallet, data.transactionId, 'review'),
  DepositConfirmed: (wallet, { data }) => {
    const amount = minor(wallet, data.amount);
    return endDeposit(wallet, data.transactionId, amount, amount);
  },
  DepositRejected: (wallet, { data }) =>
    endDeposit(wallet, data.transactionId, minor(wallet, data.amount), 0n),
};

const trades: Pick<
  Fold,
  | 'FundsReserved'
  | 'FundsReservationCancelled'
  | 'GoldPurchaseInitiated'
  | 'GoldAllocated'
  | 'GoldPurchaseCompleted'
  | 'GoldSold'
> = {
  FundsReserved: (wallet, { data }) => {
    const amount = minor(wallet, data.amount);
    return {
      ...wallet,
      available: wallet.available - amount,
      reserved: wallet.reserved + amount,
      reservations: {
        ...wallet.reservations,
        [data.reservationId]: { amount, purpose: data.purpose },
      },
    };
  },
  FundsReservationCancelled: (wallet, { data }) =>
    endReservation(wallet, data.reservationId, minor(wallet, data.amount)),
  GoldPurchaseInitiated: (wallet, { data }) => ({
    ...wallet,
    quotesUsed: rememberQuote(wallet.quotesUsed, data.quoteId, data.initiatedAt),
  }),
  GoldAllocated: (wallet, { data }) => {
    const grams = wallet.grams + gramsFromWire(data.goldAmount);
    if (data.settlement === undefined) return { ...wallet, grams };
    const { reservationId, cost, released } = data.settlement;
    return {
      ...endReservation(wallet, reservationId, minor(wallet, released)),
      grams,
      costBasis: wallet.costBasis + minor(wallet, cost),
    };
  },
  GoldPurchaseCompleted: (wallet, { data }) => {
    const cost = minor(wallet, data.totalCost);
    return {
      ...endReservation(wallet, data.reservationId, 0n),
      costBasis: wallet.costBasis + cost,
      bought: rememberPurchase(wallet.bought, cost, data.completedAt),
    };
  },
  GoldSold: (wallet, { data }) => ({
    ...wallet,
    available: wallet.available + minor(wallet, data.proceeds),
    grams: wallet.grams - gramsFromWire(data.goldAmount),
    costBasis: wallet.costBasis - minor(wallet, data.costBasis),
    realisedGain: wallet.realisedGain + minor(wallet, data.realisedGain),
    quotesUsed: rememberQuote(wallet.quotesUsed, data.quoteId, data.soldAt),
  }),
};

const withdrawals: Pick<Fold, Extract<keyof Fold, `Withdrawal${string}`>> = {
  WithdrawalRequested: (wallet, { data }) => ({
    ...wallet,
    withdrawals: {
      ...wallet.withdrawals,
      [data.transactionId]: {
        amount: minor(wallet, data.amount),
        requestedAt: data.requestedAt,
        status: 'requested',
        screening: 'none',
        approvedBy: [],
      },
    },
  }),
  WithdrawalScreened: (wallet, { data }) =>
    changeWithdrawal(wallet, data.transactionId, (withdrawal) => ({
      ...withdrawal,
      screening: data.screening,
    })),
  WithdrawalApproved: (wallet, { data }) =>
    changeWithdrawal(wallet, data.transactionId, (withdrawal) => ({
      ...withdrawal,
      status: data.approvalsMissing === 0 ? 'approved' : 'requested',
      approvedBy: [...withdrawal.approvedBy, data.approvedBy],
    })),
  WithdrawalProcessing: (wallet, { data }) =>
    changeWithdrawal(wallet, data.transactionId, (withdrawal) => ({
      ...withdrawal,
      status: 'processing',
    })),
  WithdrawalCompleted: (wallet, { data }) =>
    endReservation(endWithdrawal(wallet, data.transactionId), data.transactionId, 0n),
  // Their money comes back by the FundsReservationCancelled of the same commit.
  WithdrawalRejected: (wallet, { data }) => endWithdrawal(wallet, data.transactionId),
  WithdrawalFailed: (wallet, { data }) => endWithdrawal(wallet, data.transactionId),
  WithdrawalCancelled: (wallet, { data }) => endWithdrawal(wallet, data.transactionId),
  WithdrawalReturned: (wallet, { data }) => ({
    ...wallet,
    available: wallet.available + minor(wallet, data.amount),
  }),
};

const rest: Omit<Fold, keyof typeof deposits | keyof typeof trades | keyof typeof withdrawals> = {
  WalletCreated: (wallet, { data: { walletId, userId, currency, reference } }) => ({
    ...wallet,
    walletId,
    userId,
    currency,
    reference,
  }),
  WalletFrozen: (wallet, { data }) => ({
    ...wallet,
    frozenBy: [...wallet.frozenBy, data.caseId],
  }),
  WalletUnfrozen: (wallet, { data }) => ({
    ...wallet,
    frozenBy: wallet.frozenBy.filter((caseId) => caseId !== data.caseId),
  }),
  AdjustmentRequested: (wallet, { data }) => ({
    ...wallet,
    adjustments: {
      ...wallet.adjustments,
      [data.adjustmentId]: {
        amount: minor(wallet, data.amount),
        reason: data.reason,
        requestedBy: data.requestedBy,
      },
    },
  }),
  AdjustmentDeclined: (wallet, { data }) => ({
    ...wallet,
    adjustments: without(wallet.adjustments, data.adjustmentId),
  }),
  AdjustmentPosted: (wallet, { data }) => ({
    ...wallet,
    available: wallet.available + minor(wallet, data.amount),
    adjusted: wallet.adjusted + minor(wallet, data.amount),
    adjustments: without(wallet.adjustments, data.adjustmentId),
  }),
};

/** Folds one event of the language into the state. Throws TypeError when a history contradicts itself: that is a bug. */
export const evolveWallet = evolveBy<Wallet, WalletEvent>({
  ...deposits,
  ...trades,
  ...withdrawals,
  ...rest,
});
