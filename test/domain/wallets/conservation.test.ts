import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gramsFromWire } from '../../../domain/shared/gold.ts';
import { moneyFromWire } from '../../../domain/shared/money.ts';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { beginning, commands, decideOrRefuse } from './histories.ts';
import { deposited, purchase, walletCreated } from './wallets.ts';

const eur = (amount: string) => moneyFromWire(amount, 'EUR');

/** What an event does to the customer's cash (available and reserved together), told apart from `evolve`. */
const cashOf = ({ type, data }: WalletEvent): bigint => {
  if (type === 'FundsDeposited')
    return data.verificationStatus === 'verified' ? eur(data.amount) : 0n;
  if (type === 'DepositConfirmed' || type === 'WithdrawalReturned' || type === 'AdjustmentPosted')
    return eur(data.amount);
  if (type === 'GoldSold') return eur(data.proceeds);
  if (type === 'GoldPurchaseCompleted') return -eur(data.totalCost);
  if (type === 'WithdrawalCompleted') return -eur(data.amount);
  if (type === 'GoldAllocated')
    return data.settlement === undefined ? 0n : -eur(data.settlement.cost);
  return 0n;
};

const goldOf = ({ type, data }: WalletEvent): bigint => {
  if (type === 'GoldAllocated') return gramsFromWire(data.goldAmount);
  return type === 'GoldSold' ? -gramsFromWire(data.goldAmount) : 0n;
};

/** The reservation that an event ends, if it ends one. */
const endedBy = ({ type, data }: WalletEvent): string | undefined => {
  if (type === 'FundsReservationCancelled' || type === 'GoldPurchaseCompleted')
    return data.reservationId;
  if (type === 'GoldAllocated') return data.settlement?.reservationId;
  return type === 'WithdrawalCompleted' ? data.transactionId : undefined;
};

describe('whatever is commanded', () => {
  it('cash and gold are conserved, nothing goes below zero, and a reservation ends exactly once', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(commands, { minLength: 20, maxLength: 80 }), (sequence) => {
        let state = beginning.reduce(wallet.evolve, wallet.initialState);
        let [cash, grams] = [200_000n, 0n];
        const open = new Set<string>();
        for (const command of sequence) {
          for (const event of decideOrRefuse(command, state)) {
            seen.add(event.type);
            state = wallet.evolve(state, event);
            cash += cashOf(event);
            grams += goldOf(event);
            if (event.type === 'FundsReserved') {
              expect(open.has(event.data.reservationId)).toBe(false);
              open.add(event.data.reservationId);
            }
            const ended = endedBy(event);
            if (ended !== undefined) expect(open.delete(ended)).toBe(true);
          }
          expect(state.available + state.reserved).toBe(cash);
          expect(state.grams).toBe(grams);
          const { available, reserved, pending, costBasis } = state;
          for (const amount of [available, reserved, pending, grams, costBasis])
            expect(amount >= 0n).toBe(true);
          const sumOf = (all: object) =>
            Object.values(all).reduce((sum: bigint, { amount }) => sum + amount, 0n);
          expect(sumOf(state.reservations)).toBe(reserved);
          expect(sumOf(state.deposits)).toBe(pending);
          expect(new Set(Object.keys(state.reservations))).toEqual(open);
          if (grams === 0n) expect(costBasis).toBe(0n);
        }
      }),
      { numRuns: 300 },
    );
    // The sequences are worth something only if they get everywhere.
    expect(seen.size, [...seen].join()).toBe(20);
  });
});

it('a purchase’s commit with its state is small enough for one write unit', () => {
  const uuid = (n: number) =>
    `01930000-${String(n).repeat(4)}-7abc-8def-${String(n * 987_654_321_123)
      .padStart(12, '0')
      .slice(0, 12)}`;
  const base = purchase(500_000n, {
    purchaseId: uuid(1),
    reservationId: uuid(2),
    priceId: uuid(3),
    pricePerGram: 124_873_500n,
  });
  const command = {
    ...base,
    allocations: base.allocations.map((part) => ({ ...part, allocationId: uuid(4) })),
  };
  const before = [walletCreated, deposited('1000.00')].reduce(wallet.evolve, wallet.initialState);
  let state = before;
  for (let count = 0; count < 8; count += 1)
    state = wallet
      .decide({ ...command, at: `2026-11-2${count}T10:00:00.${count}17Z` }, state)
      .reduce(wallet.evolve, state);
  const events = wallet.decide({ ...command, at: '2026-11-29T10:00:00.000Z' }, state);
  const body = JSON.stringify({ events, state: events.reduce(wallet.evolve, state) }, (_, value) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  // Without the preset dictionary of the store, which saves some hundred bytes more.
  expect(deflateRawSync(body, { level: 9 }).length).toBeLessThan(900);
});
