import { formatGrams } from '../shared/gold.ts';
import { formatMoney } from '../shared/money.ts';
import { Refusal } from '../shared/refusal.ts';
import type { AllocatePoolGold, ReleasePoolReservation, ReserveForPool } from './commands.ts';
import type { WalletEvent } from './events.ts';
import {
  type Reservation,
  requireCurrency,
  requireUnfrozen,
  requireWallet,
  type Wallet,
} from './state.ts';

/** Throws `wallet.insufficient-funds` unless `amount` is available, `reservation.exists` when the id is taken. */
export const requireFunds = (wallet: Wallet, reservationId: string, amount: bigint): void => {
  if (amount > wallet.available)
    throw new Refusal('wallet.insufficient-funds', 'The available money does not cover this.', {
      required: formatMoney(amount, wallet.currency),
      available: formatMoney(wallet.available, wallet.currency),
      currency: wallet.currency,
    });
  if (wallet.reservations[reservationId] !== undefined)
    throw new Refusal('reservation.exists', 'This reservation was made before.', { reservationId });
};

/** Throws `reservation.unknown` unless it is a pool's and open: others end with their own purchase or withdrawal. */
const poolReservation = (wallet: Wallet, reservationId: string): Reservation => {
  requireWallet(wallet);
  const reservation = wallet.reservations[reservationId];
  if (reservation?.purpose !== 'pool')
    throw new Refusal('reservation.unknown', 'No open pool reservation has this id.', {
      reservationId,
    });
  return reservation;
};

export const reserveForPool = (
  { reservationId, poolId, amount, currency, at }: ReserveForPool,
  wallet: Wallet,
): readonly WalletEvent[] => {
  requireUnfrozen(wallet);
  requireCurrency(wallet, currency);
  if (amount <= 0n)
    throw new Refusal('trading.below-minimum-amount', 'A commitment must be more than nothing.');
  if (wallet.reservations[reservationId] !== undefined)
    throw new Refusal('pool.already-committed', 'This customer has committed to this pool before.');
  requireFunds(wallet, reservationId, amount);
  return [
    {
      type: 'FundsReserved',
      data: {
        reservationId,
        amount: formatMoney(amount, currency),
        purpose: 'pool',
        at,
        poolId,
        currency,
      },
    },
  ];
};

/** Also for a frozen wallet: its own money comes back to it. */
export const releasePoolReservation = (
  { reservationId, poolId, committedAt, reason, at }: ReleasePoolReservation,
  wallet: Wallet,
): readonly WalletEvent[] => {
  const { amount } = poolReservation(wallet, reservationId);
  return [
    {
      type: 'FundsReservationCancelled',
      data: {
        reservationId,
        amount: formatMoney(amount, wallet.currency),
        purpose: 'pool',
        reason,
        at,
        poolId,
        currency: wallet.currency,
        committedAt,
      },
    },
  ];
};

/** Also for a frozen wallet: the gold is bought and is this customer's. */
export const allocatePoolGold = (
  command: AllocatePoolGold,
  wallet: Wallet,
): readonly WalletEvent[] => {
  const { reservationId, allocations, cost, poolId, committedAt } = command;
  const { amount } = poolReservation(wallet, reservationId);
  const total = allocations.reduce((sum, { goldAmount }) => sum + goldAmount, 0n);
  const last = allocations.at(-1);
  if (
    last === undefined ||
    allocations.some(({ goldAmount }) => goldAmount < 0n) ||
    cost < 0n ||
    cost > amount
  )
    throw new Refusal(
      'trading.allocation-mismatch',
      'An allocation costs no more than its reservation holds.',
      { reservationId },
    );
  const settlement = {
    poolId,
    reservationId,
    amount: formatMoney(amount, wallet.currency),
    cost: formatMoney(cost, wallet.currency),
    released: formatMoney(amount - cost, wallet.currency),
    currency: wallet.currency,
    goldAmount: formatGrams(total),
    committedAt,
  };
  return allocations.map((allocation) => ({
    type: 'GoldAllocated',
    data: {
      allocationId: allocation.allocationId,
      userId: wallet.userId,
      goldAmount: formatGrams(allocation.goldAmount),
      certificateNumber: allocation.certificateNumber,
      lotId: allocation.lotId,
      source: 'pool',
      allocatedAt: command.at,
      ...(allocation === last ? { settlement } : {}),
    },
  }));
};
