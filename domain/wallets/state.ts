import { Refusal } from '../shared/refusal.ts';
import type { ReservationPurpose } from './events.ts';
import type { QuotesUsed } from './quotes-used.ts';

export interface OpenDeposit {
  readonly amount: bigint;
  readonly bankReference: string;
  readonly depositedAt: string;
  readonly status: 'pending' | 'verifying' | 'review';
  /** Who of operations brought it here: somebody else must confirm it. */
  readonly assignedBy?: string;
}

export interface Reservation {
  readonly amount: bigint;
  readonly purpose: ReservationPurpose;
}

export interface OpenWithdrawal {
  readonly amount: bigint;
  readonly requestedAt: string;
  readonly status: 'requested' | 'approved' | 'processing';
  readonly screening: 'none' | 'clean' | 'hit';
  /** `policy` or user ids. */
  readonly approvedBy: readonly string[];
}

export interface OpenAdjustment {
  readonly amount: bigint;
  readonly reason: string;
  readonly requestedBy: string;
}

/** What was bought lately, as far as the limits need it. */
export interface Bought {
  /** The UTC day of the last purchase, and what that day's purchases cost together. */
  readonly day: string;
  readonly onDay: bigint;
  /** Epoch milliseconds and cost of the last purchases, oldest first. */
  readonly recent: readonly (readonly [atMs: number, cost: bigint])[];
}

/** Cash and gold of one customer. Amounts in minor units, gold in micrograms. What has ended is not here any more. */
export interface Wallet {
  /** Empty until WalletCreated. */
  readonly walletId: string;
  readonly userId: string;
  readonly currency: string;
  readonly reference: string;
  readonly available: bigint;
  readonly reserved: bigint;
  readonly pending: bigint;
  readonly grams: bigint;
  /** What the gold held cost, fees included. */
  readonly costBasis: bigint;
  /** Over all sales. */
  readonly realisedGain: bigint;
  /** Over all adjustments: what the house gave, less what it took back. */
  readonly adjusted: bigint;
  /** The cases that freeze it; it is free when there is none. */
  readonly frozenBy: readonly string[];
  readonly deposits: Readonly<Record<string, OpenDeposit>>;
  readonly reservations: Readonly<Record<string, Reservation>>;
  /** A withdrawal's reservation has the withdrawal's own id. */
  readonly withdrawals: Readonly<Record<string, OpenWithdrawal>>;
  readonly adjustments: Readonly<Record<string, OpenAdjustment>>;
  readonly bought: Bought;
  readonly quotesUsed: QuotesUsed;
}

export const noWallet: Wallet = {
  walletId: '',
  userId: '',
  currency: '',
  reference: '',
  available: 0n,
  reserved: 0n,
  pending: 0n,
  grams: 0n,
  costBasis: 0n,
  realisedGain: 0n,
  adjusted: 0n,
  frozenBy: [],
  deposits: {},
  reservations: {},
  withdrawals: {},
  adjustments: {},
  bought: { day: '', onDay: 0n, recent: [] },
  quotesUsed: [],
};

/** Throws `wallet.unknown` before WalletCreated. */
export const requireWallet = (wallet: Wallet): void => {
  if (wallet.walletId === '') throw new Refusal('wallet.unknown', 'There is no such wallet.');
};

/** Throws `wallet.frozen` while a case holds the wallet. */
export const requireUnfrozen = (wallet: Wallet): void => {
  requireWallet(wallet);
  if (wallet.frozenBy.length > 0)
    throw new Refusal('wallet.frozen', 'The wallet is frozen while a case is open.');
};

/** Throws `wallet.currency-mismatch` unless the command speaks of the wallet's own currency. */
export const requireCurrency = (wallet: Wallet, currency: string): void => {
  if (wallet.currency !== currency)
    throw new Refusal(
      'wallet.currency-mismatch',
      `The wallet holds ${wallet.currency}, not ${currency}.`,
      { currency, walletCurrency: wallet.currency },
    );
};
