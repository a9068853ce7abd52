import { describe, expect, it } from 'vitest';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import type {
  RequestWithdrawal,
  WithdrawalCommand,
} from '../../../domain/wallets/withdrawal-commands.ts';
import { at, deposited, given, userId, walletCreated, walletId } from './wallets.ts';

const transactionId = 'withdrawal-1';
const funds = [walletCreated, deposited('200000.00')] as const;
const request: RequestWithdrawal = {
  type: 'RequestWithdrawal',
  transactionId,
  amount: 100_000n,
  currency: 'EUR',
  bankAccount: {
    bankAccountId: 'account-1',
    iban: 'DE89370400440532013000',
    holderName: 'Ada Byron',
    usableFrom: at,
  },
  verified: true,
  at,
};
/** The history after these commands. */
const following = (...commands: readonly WithdrawalCommand[]): readonly WalletEvent[] =>
  commands.reduce<readonly WalletEvent[]>(
    (events, command) =>
      events.concat(wallet.decide(command, events.reduce(wallet.evolve, wallet.initialState))),
    funds,
  );
const approve = (approvedBy: string, screening: 'clean' | 'hit' = 'clean') =>
  ({ type: 'ApproveWithdrawal', transactionId, approvedBy, screening, at }) as const;
const pay = {
  type: 'StartWithdrawalPayment',
  transactionId,
  bankTransferId: 'transfer-1',
  at,
} as const;
const complete = {
  type: 'CompleteWithdrawal',
  transactionId,
  bankReference: 'bank-9',
  at,
} as const;
const fail = { type: 'FailWithdrawal', transactionId, reason: 'refused', at } as const;
const cancel = { type: 'CancelWithdrawal', transactionId, at } as const;
const reject = {
  type: 'RejectWithdrawal',
  transactionId,
  rejectedBy: 'operator-1',
  reason: 'doubt',
  at,
} as const;
const large = { ...request, amount: 100_001n };
const huge = { ...request, amount: 5_000_001n };
const frozen: WalletEvent = {
  type: 'WalletFrozen',
  data: { walletId, reason: 'aml', caseId: 'c', at },
};
const facts = { transactionId, amount: '1000.00', requestedAt: at };

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

describe('the approval of a withdrawal', () => {
  it('is policy’s up to 1,000.00 when clean', () => {
    given(...following(request))
      .when(approve('policy'))
      .then({
        type: 'WithdrawalApproved',
        data: { ...facts, approvedBy: 'policy', at, approvalsMissing: 0 },
      });
    given(...following(request))
      .when(approve('policy', 'hit'))
      .thenRejects('withdrawal.needs-people');
    given(...following(large))
      .when(approve('policy'))
      .thenRejects('withdrawal.needs-people');
    given(...following(large))
      .when(approve('operator-1'))
      .thenLike({ data: { approvalsMissing: 0 } });
  });

  it('is two different people’s above 50,000.00', () => {
    given(...following({ ...request, amount: 5_000_000n }))
      .when(approve('operator-1'))
      .thenLike({ data: { approvalsMissing: 0 } });
    given(...following(huge))
      .when(approve('operator-1'))
      .thenLike({ data: { approvalsMissing: 1 } });
    const once = following(huge, approve('operator-1'));
    given(...once)
      .when(pay)
      .thenRejects('withdrawal.not-approved');
    given(...once)
      .when(approve('operator-1'))
      .thenRejects('withdrawal.approved-before');
    given(...once)
      .when(approve('operator-2'))
      .thenLike({ data: { approvalsMissing: 0 } });
  });

  it('is nobody’s own', () => {
    given(...following(large))
      .when(approve(userId))
      .thenRejects('withdrawal.own-approval');
    given(...following(large))
      .when({ ...reject, rejectedBy: userId })
      .thenRejects('withdrawal.own-approval');
  });

  it('comes once, and not after the end', () => {
    given(...following(request, approve('policy')))
      .when(approve('operator-1'))
      .thenRejects('withdrawal.not-pending');
    given(...following(request, approve('policy')))
      .when(reject)
      .thenRejects('withdrawal.not-pending');
    given(...following(request, cancel))
      .when(approve('operator-1'))
      .thenRejects('withdrawal.unknown');
    given(...following(request), frozen)
      .when(approve('policy'))
      .thenRejects('wallet.frozen');
  });
});

const processing = following(request, approve('policy'), pay);
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
    given(...following(request, approve('policy'), pay, complete))
      .when(complete)
      .thenRejects('withdrawal.unknown');
    given(...following(request, approve('policy')))
      .when(complete)
      .thenRejects('withdrawal.not-processing');
    given(...processing)
      .when(pay)
      .thenRejects('withdrawal.not-approved');
    given(...following(request, approve('policy')), frozen)
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
    given(...following(request, approve('policy')))
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
      bankTransferId: 'transfer-1',
      reason: 'account closed',
      at,
    } as const;
    expect(balance(returned, following(request, approve('policy'), pay, complete))).toEqual(back);
    given(...processing)
      .when(returned)
      .thenRejects('withdrawal.processing');
  });
});
