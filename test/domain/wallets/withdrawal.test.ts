import { describe, expect, it } from 'vitest';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import type {
  RequestWithdrawal,
  WithdrawalCommand,
} from '../../../domain/wallets/withdrawal-commands.ts';
import { at, given, userId, walletId } from './wallets.ts';
import {
  cancel,
  complete,
  facts,
  fail,
  following,
  frozen,
  funds,
  pay,
  reject,
  request,
  screen,
  transactionId,
} from './withdrawals.ts';

describe('a withdrawal', () => {
  it('reserves its money', () =>
    given(...funds)
      .when(request)
      .then(
        {
          type: 'WithdrawalRequested',
          data: {
            ...facts,
            userId,
            walletId,
            currency: 'EUR',
            bankAccountId: 'account-1',
            bankAccountDetails: { iban: 'DE89370400440532013000', holderName: 'Ada Byron' },
            bankAccountAddedAt: at,
            ibanIndex: 'hash-1',
          },
        },
        {
          type: 'FundsReserved',
          data: { reservationId: transactionId, amount: '1000.00', purpose: 'withdrawal', at },
        },
      ));

  it.each([
    ['of one cent too much', { amount: 20_000_001n }, 'wallet.insufficient-funds'],
    ['of nothing', { amount: 0n }, 'withdrawal.invalid-amount'],
    ['in another currency', { currency: 'USD' }, 'wallet.currency-mismatch'],
    ['of an unverified customer', { verified: false }, 'withdrawal.not-verified'],
    [
      'to a bank account in its cooling-off',
      { bankAccount: { ...request.bankAccount, usableFrom: '2026-11-23T10:00:00.001Z' } },
      'payee.cooling-off',
    ],
  ] as const)('%s is refused', (_, change, code) =>
    given(...funds)
      .when({ ...request, ...change })
      .thenRejects(code),
  );

  it('is refused twice, of what is reserved, and from a frozen wallet', () => {
    given(...following(request))
      .when(request)
      .thenRejects('withdrawal.exists');
    given(...following({ ...request, amount: 20_000_000n }))
      .when({ ...request, transactionId: 'withdrawal-2', amount: 1n })
      .thenRejects('wallet.insufficient-funds');
    given(...funds, frozen)
      .when(request)
      .thenRejects('wallet.frozen');
  });
});

const processing = following(request, screen(), pay);
const released = {
  type: 'FundsReservationCancelled',
  data: { reservationId: transactionId, amount: '1000.00' },
};
const balance = (command: WithdrawalCommand, history: readonly WalletEvent[]) => {
  const { available, reserved, withdrawals, reservations } = given(...history)
    .when(command)
    .state();
  return {
    available,
    reserved,
    open: [...Object.keys(withdrawals), ...Object.keys(reservations)],
  };
};
const back = { available: 20_000_000n, reserved: 0n, open: [] };

describe('the end of a withdrawal', () => {
  it('is the payment', () => {
    given(...processing)
      .when(complete)
      .then({
        type: 'WithdrawalCompleted',
        data: { ...facts, bankReference: 'bank-9', completedAt: at },
      });
    expect(balance(complete, processing)).toEqual({ ...back, available: 19_900_000n });
    given(...following(request, screen(), pay, complete))
      .when(complete)
      .thenRejects('withdrawal.unknown');
    given(...following(request, screen()))
      .when(complete)
      .thenRejects('withdrawal.not-processing');
    given(...processing)
      .when(pay)
      .thenRejects('withdrawal.not-approved');
    given(...following(request, screen()), frozen)
      .when(pay)
      .thenRejects('wallet.frozen');
  });

  it('or gives the money back: failed, rejected, cancelled', () => {
    given(...processing)
      .when(fail)
      .thenLike({ type: 'WithdrawalFailed', data: { reason: 'refused' } }, released);
    given(...following(request))
      .when(reject)
      .thenLike({ type: 'WithdrawalRejected' }, released);
    given(...following(request, screen()))
      .when(cancel)
      .thenLike({ type: 'WithdrawalCancelled' }, released);
    expect(balance(fail, processing)).toEqual(back);
    expect(balance(reject, following(request))).toEqual(back);
    expect(balance(cancel, following(request))).toEqual(back);
    given(...processing)
      .when(cancel)
      .thenRejects('withdrawal.processing');
    given(...following(request, cancel))
      .when(cancel)
      .thenRejects('withdrawal.unknown');
  });

  it('can be undone by the bank days later', () => {
    const returned = {
      type: 'RecordWithdrawalReturn',
      transactionId,
      amount: 100_000n,
      requestedAt: at,
      bankTransferId: 'transfer-1',
      reason: 'account closed',
      at,
    } as const;
    expect(balance(returned, following(request, screen(), pay, complete))).toEqual(back);
    given(...processing)
      .when(returned)
      .thenRejects('withdrawal.processing');
  });
});

describe('many withdrawals at once', () => {
  const another = (number: number): RequestWithdrawal => ({
    ...request,
    transactionId: `withdrawal-${number}`,
    amount: 100n,
  });

  it('are limited while they are open, since each of them stands in every commit', () => {
    const twenty = following(...Array.from({ length: 20 }, (_, number) => another(number)));
    given(...twenty)
      .when(another(20))
      .thenRejects('withdrawal.limit-reached');
    given(
      ...twenty,
      ...wallet.decide({ ...cancel }, twenty.reduce(wallet.evolve, wallet.initialState)),
    )
      .when(another(20))
      .thenLike({ type: 'WithdrawalRequested' }, { type: 'FundsReserved' });
  });
});
