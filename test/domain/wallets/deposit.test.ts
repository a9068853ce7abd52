import { describe, expect, it } from 'vitest';
import type {
  ConcludeDepositVerification,
  ReceiveDeposit,
} from '../../../domain/wallets/deposit-commands.ts';
import type { FundsDeposited } from '../../../domain/wallets/deposit-events.ts';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { at, given, userId, walletCreated, walletId } from './wallets.ts';

const receive: ReceiveDeposit = {
  type: 'ReceiveDeposit',
  transactionId: 'deposit-1',
  amount: 10_000n,
  currency: 'EUR',
  bankReference: 'bank-1',
  verificationStatus: 'pending',
  at,
};
const facts = {
  transactionId: 'deposit-1',
  amount: '100.00',
  currency: 'EUR',
  bankReference: 'bank-1',
  depositedAt: at,
};
const pending: FundsDeposited = {
  type: 'FundsDeposited',
  data: { ...facts, userId, walletId, verificationStatus: 'pending' },
};
const started: WalletEvent = {
  type: 'DepositVerificationStarted',
  data: { transactionId: 'deposit-1', startedAt: at },
};
const held: WalletEvent = {
  type: 'DepositHeldForReview',
  data: { ...facts, reason: 'name-mismatch', heldAt: at },
};
const confirmed: WalletEvent = {
  type: 'DepositConfirmed',
  data: { ...facts, bankConfirmationId: 'confirmation-1', confirmedAt: at },
};
const conclude: ConcludeDepositVerification = {
  type: 'ConcludeDepositVerification',
  transactionId: 'deposit-1',
  bank: {
    bankConfirmationId: 'confirmation-1',
    amount: 10_000n,
    currency: 'EUR',
    debtorName: 'BYRON ADA',
  },
  customerName: 'Ada Byron',
  at,
};
const bank = {
  bankConfirmationId: 'confirmation-1',
  amount: 10_000n,
  currency: 'EUR',
  debtorName: 'Charles Babbage',
};
const confirm = {
  type: 'ConfirmDeposit',
  transactionId: 'deposit-1',
  bank,
  confirmedBy: 'operator-1',
  at,
} as const;
const reject = {
  type: 'RejectDeposit',
  transactionId: 'deposit-1',
  parked: 9_900n,
  reason: 'not theirs',
  rejectedBy: 'operator-1',
  at,
} as const;
const balance = (...events: readonly WalletEvent[]) => {
  const { available, pending: open, deposits } = events.reduce(wallet.evolve, wallet.initialState);
  return { available, pending: open, open: Object.keys(deposits).length };
};

describe('a deposit', () => {
  it('is received as pending', () => {
    given(walletCreated).when(receive).then(pending);
    expect(balance(walletCreated, pending)).toEqual({ available: 0n, pending: 10_000n, open: 1 });
  });

  it('can be received as verified', () =>
    given(walletCreated)
      .when({ ...receive, verificationStatus: 'verified' })
      .thenLike({ type: 'FundsDeposited', data: { verificationStatus: 'verified' } }));

  it('refuses another currency, an empty amount, a second time and a wallet that is not there', () => {
    given(walletCreated)
      .when({ ...receive, currency: 'USD' })
      .thenRejects('wallet.currency-mismatch');
    given(walletCreated)
      .when({ ...receive, amount: 0n })
      .thenRejects('deposit.invalid-amount');
    given(walletCreated, pending).when(receive).thenRejects('deposit.already-received');
    given().when(receive).thenRejects('wallet.unknown');
    given(walletCreated)
      .when({ ...receive, assignedBy: userId })
      .thenRejects('deposit.same-person');
  });

  it('starts its verification once', () => {
    const start = { type: 'StartDepositVerification', transactionId: 'deposit-1', at } as const;
    given(walletCreated, pending).when(start).then(started);
    given(walletCreated, pending, started).when(start).thenNothing();
    given(walletCreated).when(start).thenRejects('deposit.unknown');
  });
});

describe('the verification of a deposit', () => {
  it('confirms it on the bank’s own word, and the money can be spent', () => {
    given(walletCreated, pending, started).when(conclude).then(confirmed);
    expect(balance(walletCreated, pending, started, confirmed)).toEqual({
      available: 10_000n,
      pending: 0n,
      open: 0,
    });
    given(walletCreated, pending, started, confirmed).when(conclude).thenRejects('deposit.unknown');
  });

  it.each([
    ['the bank does not know', 'unknown-to-bank', undefined],
    ['has another amount', 'amount-mismatch', { amount: 9_999n }],
    ['has another currency', 'currency-mismatch', { currency: 'USD' }],
    ['has another debtor', 'name-mismatch', { debtorName: 'Charles Babbage' }],
  ])('sends one to review that %s', (_, reason, change) =>
    given(walletCreated, pending, started)
      .when({
        ...conclude,
        bank:
          change === undefined || conclude.bank === undefined
            ? undefined
            : { ...conclude.bank, ...change },
      })
      .then({
        type: 'DepositHeldForReview',
        data: { ...facts, reason: reason as 'name-mismatch', heldAt: at },
      }),
  );
});

describe('a deposit at its end', () => {
  it('in review is for people to decide', () => {
    const review = [walletCreated, pending, started, held] as const;
    expect(balance(...review)).toEqual({ available: 0n, pending: 10_000n, open: 1 });
    given(...review)
      .when(conclude)
      .thenNothing();
    given(...review)
      .when({ type: 'HoldDepositForReview', transactionId: 'deposit-1', reason: 'compliance', at })
      .thenNothing();
    given(...review)
      .when(confirm)
      .then({
        type: 'DepositConfirmed',
        data: {
          ...facts,
          bankConfirmationId: 'confirmation-1',
          confirmedAt: at,
          confirmedBy: 'operator-1',
        },
      });
  });

  it('cannot be confirmed against the bank’s word, whoever paid it', () => {
    const review = [walletCreated, pending, held] as const;
    given(...review)
      .when({ ...confirm, bank: undefined })
      .thenRejects('deposit.not-at-bank');
    given(...review)
      .when({ ...confirm, bank: { ...bank, amount: 10_001n } })
      .thenRejects('deposit.not-at-bank');
    given(...review)
      .when({ ...confirm, bank: { ...bank, currency: 'USD' } })
      .thenRejects('deposit.not-at-bank');
  });

  it('is decided by people only when it waits for them, and never by the wrong ones', () => {
    given(walletCreated, pending).when(confirm).thenRejects('deposit.not-in-review');
    given(walletCreated, pending).when(reject).thenRejects('deposit.not-in-review');
    given(walletCreated).when(confirm).thenRejects('deposit.unknown');
    given(walletCreated, pending, held)
      .when({ ...confirm, confirmedBy: userId })
      .thenRejects('deposit.same-person');
    given(walletCreated, pending, held)
      .when({ ...reject, rejectedBy: userId })
      .thenRejects('deposit.same-person');
    given(walletCreated, { ...pending, data: { ...pending.data, assignedBy: 'operator-1' } }, held)
      .when(confirm)
      .thenRejects('deposit.same-person');
  });
});

describe('a deposit that nobody accepts', () => {
  it('that is rejected leaves the wallet', () => {
    const rejected: WalletEvent = {
      type: 'DepositRejected',
      data: {
        ...facts,
        reason: 'not theirs',
        rejectedAt: at,
        rejectedBy: 'operator-1',
        parked: '99.00',
      },
    };
    given(walletCreated, pending, held).when(reject).then(rejected);
    expect(balance(walletCreated, pending, held, rejected)).toEqual({
      available: 0n,
      pending: 0n,
      open: 0,
    });
    given(walletCreated, pending, held, rejected).when(reject).thenRejects('deposit.unknown');
  });

  it('reaches a frozen wallet too: bank money is never dropped', () =>
    given(walletCreated, {
      type: 'WalletFrozen',
      data: { walletId, reason: 'aml', caseId: 'case-1', at },
    })
      .when(receive)
      .then(pending));
});
