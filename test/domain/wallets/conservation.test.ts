import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gramsFromWire } from '../../../domain/shared/gold.ts';
import { moneyFromWire } from '../../../domain/shared/money.ts';
import { Refusal } from '../../../domain/shared/refusal.ts';
import type { WalletCommand } from '../../../domain/wallets/commands.ts';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { at, deposited, purchase, walletCreated } from './wallets.ts';

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

const id = fc.integer({ min: 0, max: 3 }).map(String);
const money = fc.bigInt({ min: 1n, max: 60_000n });
const gold = fc.bigInt({ min: 1n, max: 30_000n }).map((steps) => steps * 100n);
const pricePerGram = fc.bigInt({ min: 1_000_000n, max: 200_000_000n });
const fee = fc.constantFrom(0n, 0n, 7n);
const bankAccount = { bankAccountId: 'b', iban: 'i', holderName: 'h', usableFrom: at };
const bank = { bankConfirmationId: 'c', amount: 5_000n, currency: 'EUR', debtorName: 'Ada Byron' };

/** Every command that moves something, with ids from a small pool so that they meet. */
const others: fc.Arbitrary<WalletCommand> = fc.oneof(
  fc.record({ transactionId: id, amount: fc.oneof(money, fc.constant(5_000n)) }).map((with_) => ({
    type: 'ReceiveDeposit' as const,
    currency: 'EUR',
    bankReference: 'b',
    verificationStatus: 'pending' as const,
    at,
    ...with_,
  })),
  id.map((transactionId) => ({
    type: 'ConcludeDepositVerification' as const,
    transactionId,
    bank,
    customerName: 'Ada Byron',
    at,
  })),
  id.map((transactionId) => ({
    type: 'ConfirmDeposit' as const,
    transactionId,
    bankConfirmationId: 'c',
    confirmedBy: 'o',
    at,
  })),
  id.map((transactionId) => ({
    type: 'RejectDeposit' as const,
    transactionId,
    reason: 'r',
    rejectedBy: 'o',
    at,
  })),
  fc
    .record({ goldAmount: gold, pricePerGram, fee, reservationId: id })
    .map(({ goldAmount, ...change }) => purchase(goldAmount, { ...change, verified: true })),
  fc.record({ goldAmount: gold, pricePerGram, fee }).map(({ goldAmount, ...change }) => ({
    type: 'SellGold' as const,
    saleId: 's',
    confirmationNumber: 'n',
    goldAmount,
    returns: [{ lotId: 'l', goldAmount }],
    currency: 'EUR',
    priceId: 'p',
    at,
    ...change,
  })),
  fc.record({ reservationId: id, amount: money }).map((with_) => ({
    type: 'ReserveForPool' as const,
    poolId: 'p',
    currency: 'EUR',
    at,
    ...with_,
  })),
  id.map((reservationId) => ({
    type: 'ReleasePoolReservation' as const,
    reservationId,
    reason: 'r',
    at,
  })),
  fc.record({ reservationId: id, goldAmount: gold, cost: money }).map((with_) => ({
    type: 'AllocatePoolGold' as const,
    allocationId: 'a',
    poolId: 'p',
    certificateNumber: 'c',
    lotId: 'l',
    source: 'pool' as const,
    at,
    ...with_,
  })),
  fc.record({ transactionId: id, amount: money }).map((with_) => ({
    type: 'RequestWithdrawal' as const,
    currency: 'EUR',
    bankAccount,
    verified: true,
    at,
    ...with_,
  })),
  fc.record({ transactionId: id, approvedBy: fc.constantFrom('policy', 'o') }).map((with_) => ({
    type: 'ApproveWithdrawal' as const,
    screening: 'clean' as const,
    at,
    ...with_,
  })),
  id.map((transactionId) => ({
    type: 'StartWithdrawalPayment' as const,
    transactionId,
    bankTransferId: 't',
    at,
  })),
  id.map((transactionId) => ({
    type: 'CompleteWithdrawal' as const,
    transactionId,
    bankReference: 'b',
    at,
  })),
  id.map((transactionId) => ({ type: 'FailWithdrawal' as const, transactionId, reason: 'r', at })),
  id.map((transactionId) => ({ type: 'CancelWithdrawal' as const, transactionId, at })),
  id.map((transactionId) => ({
    type: 'RejectWithdrawal' as const,
    transactionId,
    rejectedBy: 'o',
    reason: 'r',
    at,
  })),
  fc
    .record({
      adjustmentId: id,
      amount: fc.oneof(
        money,
        money.map((amount) => -amount),
      ),
    })
    .map((with_) => ({
      type: 'RequestAdjustment' as const,
      currency: 'EUR',
      reason: 'r',
      requestedBy: 'o',
      at,
      ...with_,
    })),
  id.map((adjustmentId) => ({
    type: 'ApproveAdjustment' as const,
    adjustmentId,
    approvedBy: 'q',
    at,
  })),
);

/** A payment is a long way of three steps, which chance alone seldom goes to its end. */
const payments: fc.Arbitrary<WalletCommand> = id.chain((transactionId) =>
  fc.constantFrom<WalletCommand>(
    { type: 'ApproveWithdrawal', transactionId, approvedBy: 'policy', screening: 'clean', at },
    { type: 'StartWithdrawalPayment', transactionId, bankTransferId: 't', at },
    { type: 'CompleteWithdrawal', transactionId, bankReference: 'b', at },
  ),
);
const commands = fc.oneof({ arbitrary: others, weight: 3 }, { arbitrary: payments, weight: 1 });

/** A refused command changes nothing; anything else that is thrown is a bug and fails the test. */
const decideOrRefuse = (command: WalletCommand, state: ReturnType<typeof wallet.evolve>) => {
  try {
    return wallet.decide(command, state);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

describe('whatever is commanded', () => {
  it('cash and gold are conserved, nothing goes below zero, and a reservation ends exactly once', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(commands, { minLength: 20, maxLength: 80 }), (sequence) => {
        const start = [walletCreated, deposited('2000.00')];
        let state = start.reduce(wallet.evolve, wallet.initialState);
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
    expect(seen.size, [...seen].join()).toBe(19);
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
