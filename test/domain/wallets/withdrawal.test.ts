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
    addedAt: at,
    usableFrom: at,
    ibanIndex: 'hash-1',
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
const screen = (...rules: readonly string[]) =>
  ({ type: 'ScreenWithdrawal', transactionId, rules, at }) as const;
const approve = (approvedBy: string) =>
  ({ type: 'ApproveWithdrawal', transactionId, approvedBy, at }) as const;
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

const screened = (found: object) => ({ type: 'WithdrawalScreened', data: { ...facts, ...found } });

describe('the screening of a withdrawal', () => {
  it('approves by policy what is clean and at most 1,000.00', () => {
    given(...following(request))
      .when(screen())
      .then(
        {
          type: 'WithdrawalScreened',
          data: { ...facts, screening: 'clean', rules: [], approvalsNeeded: 0, screenedAt: at },
        },
        {
          type: 'WithdrawalApproved',
          data: { ...facts, approvedBy: 'policy', at, approvalsMissing: 0 },
        },
      );
  });

  it('leaves the rest to people: one, or two above 50,000.00', () => {
    const hit = { screening: 'hit', rules: ['structuring'], approvalsNeeded: 1 };
    given(...following(request))
      .when(screen('structuring'))
      .thenLike(screened(hit));
    given(...following(large))
      .when(screen())
      .thenLike({ data: { screening: 'clean', approvalsNeeded: 1 } });
    given(...following({ ...request, amount: 5_000_000n }))
      .when(screen())
      .thenLike({ data: { approvalsNeeded: 1 } });
    given(...following(huge))
      .when(screen())
      .thenLike({ data: { approvalsNeeded: 2 } });
  });

  it('approves nothing of a frozen wallet', () =>
    given(...following(request), frozen)
      .when(screen())
      .thenLike(screened({ screening: 'hit', rules: ['wallet-frozen'], approvalsNeeded: 1 })));

  it('happens once, and of what is open', () => {
    given(...following(request, screen()))
      .when(screen('structuring'))
      .thenNothing();
    given(...following(request, cancel))
      .when(screen())
      .thenRejects('withdrawal.unknown');
  });
});

describe('the approval of a withdrawal', () => {
  it('is two different people’s above 50,000.00', () => {
    given(...following(large, screen()))
      .when(approve('operator-1'))
      .thenLike({ data: { approvedBy: 'operator-1', approvalsMissing: 0 } });
    given(...following(huge, screen()))
      .when(approve('operator-1'))
      .thenLike({ data: { approvalsMissing: 1 } });
    const once = following(huge, screen(), approve('operator-1'));
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
    given(...following(large, screen()))
      .when(approve(userId))
      .thenRejects('withdrawal.own-approval');
    given(...following(large))
      .when({ ...reject, rejectedBy: userId })
      .thenRejects('withdrawal.own-approval');
  });

  it('comes after the screening, once, and not after the end', () => {
    given(...following(large))
      .when(approve('operator-1'))
      .thenRejects('withdrawal.not-screened');
    given(...following(request, screen()))
      .when(approve('operator-1'))
      .thenRejects('withdrawal.not-pending');
    given(...following(request, screen()))
      .when(reject)
      .thenRejects('withdrawal.not-pending');
    given(...following(request, cancel))
      .when(approve('operator-1'))
      .thenRejects('withdrawal.unknown');
    given(...following(large, screen()), frozen)
      .when(approve('operator-1'))
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
