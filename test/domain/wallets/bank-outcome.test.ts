import { describe, expect, it } from 'vitest';
import type { BankOutcome } from '../../../domain/shared/bank-word.ts';
import { hearBank } from '../../../domain/wallets/bank-outcome.ts';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import type { WithdrawalCommand } from '../../../domain/wallets/withdrawal-commands.ts';
import { at, deposited, walletCreated } from './wallets.ts';

const transactionId = 'withdrawal-1';
const bankAccount = {
  bankAccountId: 'account-1',
  iban: 'DE89370400440532013000',
  holderName: 'Ada Byron',
  addedAt: at,
  usableFrom: at,
  ibanIndex: 'hash-1',
};
const request: WithdrawalCommand = {
  type: 'RequestWithdrawal',
  transactionId,
  amount: 10_000n,
  currency: 'EUR',
  bankAccount,
  verified: true,
  at,
};
const screen: WithdrawalCommand = { type: 'ScreenWithdrawal', transactionId, rules: [], at };
const pay: WithdrawalCommand = {
  type: 'StartWithdrawalPayment',
  transactionId,
  bankTransferId: transactionId,
  at,
};
const cancel: WithdrawalCommand = { type: 'CancelWithdrawal', transactionId, at };

const walletAfter = (...commands: readonly WithdrawalCommand[]) =>
  commands.reduce(
    (state, command) => wallet.decide(command, state).reduce(wallet.evolve, state),
    [walletCreated, deposited('1000.00')].reduce(wallet.evolve, wallet.initialState),
  );

const facts = { transactionId, amount: 10_000n, requestedAt: at, at };
const hear = (outcome: BankOutcome, before: BankOutcome | undefined, state = walletAfter()) =>
  hearBank({ outcome, bankTransferId: 'trf-1', reason: 'AC04' }, before, facts, state);
const typesOf = (events: readonly WalletEvent[]) => events.map(({ type }) => type);

const paying = walletAfter(request, screen, pay);
const released = ['WithdrawalFailed', 'FundsReservationCancelled'];

describe('the bank’s first word on a payment', () => {
  it.each([
    ['completed', ['WithdrawalCompleted'], 99_000n - 9_000n],
    ['failed', released, 100_000n],
    ['returned', ['WithdrawalCompleted', 'WithdrawalReturned'], 100_000n],
  ] as const)('that it was %s', (outcome, types, available) => {
    const events = hear(outcome, undefined, paying);
    expect(typesOf(events)).toEqual(types);
    const state = events.reduce(wallet.evolve, paying);
    expect([state.available, state.reserved]).toEqual([available, 0n]);
  });

  it.each([
    ['before it was ordered', walletAfter(request, screen)],
    ['after it was cancelled', walletAfter(request, cancel)],
    ['of another wallet’s', walletAfter()],
  ])('%s contradicts what is known', (_name, state) => {
    for (const outcome of ['completed', 'failed', 'returned'] as const)
      expect(() => hear(outcome, undefined, state)).toThrow(
        expect.objectContaining({ code: 'withdrawal.contradicted' }),
      );
  });
});

describe('a later word', () => {
  it.each([
    ['completed', 'completed', []],
    ['completed', 'returned', ['WithdrawalReturned']],
    ['failed', 'failed', []],
    ['returned', 'returned', []],
    ['returned', 'completed', []],
  ] as const)('after %s, that it was %s', (before, outcome, types) =>
    expect(typesOf(hear(outcome, before))).toEqual(types),
  );

  it.each([
    ['completed', 'failed'],
    ['failed', 'completed'],
    ['failed', 'returned'],
    ['returned', 'failed'],
  ] as const)('after %s, that it was %s, contradicts', (before, outcome) =>
    expect(() => hear(outcome, before)).toThrow(
      expect.objectContaining({ code: 'withdrawal.contradicted' }),
    ),
  );
});
