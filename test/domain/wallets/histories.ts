import fc from 'fast-check';
import { Refusal } from '../../../domain/shared/refusal.ts';
import type { WalletCommand } from '../../../domain/wallets/commands.ts';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import type { Wallet } from '../../../domain/wallets/state.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { at, deposited, purchase, walletCreated } from './wallets.ts';

const id = fc.integer({ min: 0, max: 3 }).map(String);
const money = fc.bigInt({ min: 1n, max: 60_000n });
const gold = fc.bigInt({ min: 1n, max: 30_000n }).map((steps) => steps * 100n);
const pricePerGram = fc.bigInt({ min: 1_000_000n, max: 200_000_000n });
const fee = fc.constantFrom(0n, 0n, 7n);
const bankAccount = {
  bankAccountId: 'b',
  iban: 'i',
  holderName: 'h',
  addedAt: at,
  usableFrom: at,
  ibanIndex: 'hash',
};
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
    type: 'HoldDepositForReview' as const,
    transactionId,
    reason: 'compliance' as const,
    at,
  })),
  id.map((transactionId) => ({
    type: 'ConfirmDeposit' as const,
    transactionId,
    bank,
    confirmedBy: 'o',
    at,
  })),
  id.map((transactionId) => ({
    type: 'RejectDeposit' as const,
    transactionId,
    parked: 0n,
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
    poolId: 'p',
    committedAt: at,
    reason: 'r',
    at,
  })),
  fc
    .record({ reservationId: id, golds: fc.array(gold, { maxLength: 3 }), cost: money })
    .map(({ golds, ...with_ }) => ({
      type: 'AllocatePoolGold' as const,
      poolId: 'p',
      committedAt: at,
      allocations: golds.map((goldAmount) => ({
        allocationId: 'a',
        certificateNumber: 'c',
        lotId: 'l',
        goldAmount,
      })),
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
  fc
    .record({ transactionId: id, rules: fc.constantFrom([], [], ['structuring']) })
    .map((with_) => ({ type: 'ScreenWithdrawal' as const, at, ...with_ })),
  id.map((transactionId) => ({
    type: 'ApproveWithdrawal' as const,
    transactionId,
    approvedBy: 'o',
    at,
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

/** A payment is a long way of four steps, which chance alone seldom goes to its end. */
const paymentOf = (transactionId: string): readonly WalletCommand[] => [
  {
    type: 'RequestWithdrawal',
    transactionId,
    amount: 100n,
    currency: 'EUR',
    bankAccount,
    verified: true,
    at,
  },
  { type: 'ScreenWithdrawal', transactionId, rules: [], at },
  { type: 'StartWithdrawalPayment', transactionId, bankTransferId: 't', at },
  { type: 'CompleteWithdrawal', transactionId, bankReference: 'b', at },
];
const payments = id.chain((transactionId) => fc.constantFrom(...paymentOf(transactionId).slice(1)));
export const commands = fc.oneof(
  { arbitrary: others, weight: 3 },
  { arbitrary: payments, weight: 1 },
);

/** A refused command changes nothing; anything else that is thrown is a bug and fails the test. */
export const decideOrRefuse = (command: WalletCommand, state: Wallet): readonly WalletEvent[] => {
  try {
    return wallet.decide(command, state);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

/** What any wallet was before the commands: opened, with 2,000.00 to spend. */
export const beginning: readonly WalletEvent[] = [walletCreated, deposited('2000.00')];

/** Any history of a wallet, by commit: what the rules said to a random sequence of commands. */
export const histories: fc.Arbitrary<readonly (readonly WalletEvent[])[]> = fc
  .array(
    fc.oneof(
      { arbitrary: commands.map((command) => [command]), weight: 20 },
      { arbitrary: id.map(paymentOf), weight: 1 },
    ),
    { minLength: 10, maxLength: 80 },
  )
  .map((sequence) => {
    const commits: (readonly WalletEvent[])[] = beginning.map((event) => [event]);
    let state = beginning.reduce(wallet.evolve, wallet.initialState);
    for (const command of sequence.flat()) {
      const events = decideOrRefuse(command, state);
      if (events.length === 0) continue;
      state = events.reduce(wallet.evolve, state);
      commits.push(events);
    }
    return commits;
  });
