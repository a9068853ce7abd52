import { describe, expect, it } from 'vitest';
import type { ConcludeReturn, ReceiveUnmatchedFunds } from '../../../domain/suspense/commands.ts';
import type { SuspenseEvent, UnmatchedFundsReceived } from '../../../domain/suspense/events.ts';
import { suspense } from '../../../domain/suspense/suspense.ts';
import { specification } from '../../support/given.ts';

const given = specification(suspense);
const at = '2026-11-23T10:00:00.000Z';
const receive: ReceiveUnmatchedFunds = {
  type: 'ReceiveUnmatchedFunds',
  transactionId: 'deposit-1',
  bankTransactionId: 'bank-1',
  reference: 'thanks',
  amount: 7_000n,
  currency: 'EUR',
  debtorName: 'Ada Byron',
  debtorIban: 'DE89370400440532013000',
  reason: 'unknown-reference',
  bookedAt: at,
  at,
};
const received: UnmatchedFundsReceived = {
  type: 'UnmatchedFundsReceived',
  data: {
    transactionId: 'deposit-1',
    bankTransactionId: 'bank-1',
    reference: 'thanks',
    amount: '70.00',
    currency: 'EUR',
    debtorName: 'Ada Byron',
    debtorIban: 'DE89370400440532013000',
    reason: 'unknown-reference',
    bookedAt: at,
    receivedAt: at,
  },
};
const facts = {
  transactionId: 'deposit-1',
  bankTransactionId: 'bank-1',
  amount: '70.00',
  currency: 'EUR',
};
const assign = {
  type: 'AssignUnmatchedFunds',
  walletId: 'wallet-1',
  walletCurrency: 'EUR',
  assignedBy: 'o',
  at,
} as const;
const giveBack = {
  type: 'ReturnUnmatchedFunds',
  endToEndId: 'return-1',
  reason: 'unknown payer',
  returnedBy: 'o',
  at,
} as const;

describe('unmatched money', () => {
  it('is kept once, without its debtor in public', () => {
    given().when(receive).then(received);
    given(received).when(receive).thenNothing();
    given()
      .when({ ...receive, amount: 0n })
      .thenRejects('deposit.invalid-amount');
    expect(suspense.publicState(given().when(receive).state())).toEqual({
      ...facts,
      reference: 'thanks',
      reason: 'unknown-reference',
      bookedAt: at,
      receivedAt: at,
      status: 'review',
      returnOrder: '',
    });
  });

  it('is assigned or returned, once', () => {
    given(received).when(assign).then(assigned);
    given(received)
      .when({ ...assign, walletCurrency: 'USD' })
      .thenRejects('wallet.currency-mismatch');
    given(received, assigned).when(assign).thenRejects('suspense.concluded');
    given(received, assigned).when(giveBack).thenRejects('suspense.concluded');
    given(received)
      .when(giveBack)
      .then({
        type: 'UnmatchedFundsReturned',
        data: {
          ...facts,
          reason: 'unknown payer',
          returnedBy: 'o',
          returnedAt: at,
          endToEndId: 'return-1',
        },
      });
    given().when(giveBack).thenRejects('suspense.unknown');
  });
});

const assigned: SuspenseEvent = {
  type: 'UnmatchedFundsAssigned',
  data: { ...facts, walletId: 'wallet-1', assignedBy: 'o', assignedAt: at },
};
const returned = (endToEndId: string): SuspenseEvent => ({
  type: 'UnmatchedFundsReturned',
  data: { ...facts, reason: 'unknown payer', returnedBy: 'o', returnedAt: at, endToEndId },
});
const conclude: ConcludeReturn = {
  type: 'ConcludeReturn',
  endToEndId: 'return-1',
  word: { outcome: 'completed', bankTransferId: 'transfer-1', reason: '' },
  before: undefined,
  at,
};
const outcome = { ...facts, endToEndId: 'return-1', bankTransferId: 'transfer-1' };
const paid: SuspenseEvent = { type: 'UnmatchedFundsReturnPaid', data: { ...outcome, paidAt: at } };
const failedWhen = (wasPaid: boolean): SuspenseEvent => ({
  type: 'UnmatchedFundsReturnFailed',
  data: { ...outcome, wasPaid, reason: 'closed account', failedAt: at },
});
const failed = failedWhen(false);

describe('money that was assigned', () => {
  it('comes back when the deposit is rejected, under its own id and time', () => {
    const back = { ...receive, transactionId: 'other', reason: 'deposit-rejected' as const };
    given(received, assigned)
      .when({ ...back, at: '2026-11-24T10:00:00.000Z' })
      .then({ ...received, data: { ...received.data, reason: 'deposit-rejected' } });
    given(received).when(back).thenNothing();
    given(received, assigned).when(receive).thenNothing();
  });
});

describe('a return', () => {
  const says = (
    outcome: ConcludeReturn['word']['outcome'],
    before?: ConcludeReturn['before'],
  ): ConcludeReturn => ({
    ...conclude,
    word: { outcome, bankTransferId: 'transfer-1', reason: 'closed account' },
    before,
  });

  it('is paid once', () => {
    given(received, returned('return-1')).when(conclude).then(paid);
    given(received, returned('return-1'), paid).when(says('completed', 'completed')).thenNothing();
    given(received, returned('return-1'), paid).when(giveBack).thenRejects('suspense.concluded');
    given(received, returned('return-1')).when(assign).thenRejects('suspense.concluded');
  });

  it('that fails leaves the money for people again', () => {
    given(received, returned('return-1')).when(says('failed')).then(failed);
    given(received, returned('return-1'), failed).when(says('failed', 'failed')).thenNothing();
    given(received, returned('return-1'), failed)
      .when({ ...giveBack, endToEndId: 'return-2' })
      .then(returned('return-2'));
    given(received, returned('return-1'), failed).when(assign).then(assigned);
  });

  it('that comes back after it was paid does so once, whichever word comes first', () => {
    const came = [received, returned('return-1'), paid, failedWhen(true)];
    given(received, returned('return-1'), paid)
      .when(says('returned', 'completed'))
      .then(failedWhen(true));
    given(received, returned('return-1')).when(says('returned')).then(paid, failedWhen(true));
    given(...came)
      .when(says('completed', 'returned'))
      .thenNothing();
    given(...came)
      .when(says('returned', 'returned'))
      .thenNothing();
  });

  it('is not paid or lost by a word that contradicts another, or tells of an earlier one', () => {
    const again = [received, returned('return-1'), failed, returned('return-2')];
    for (const [outcome, before] of [
      ['completed', 'failed'],
      ['returned', 'failed'],
    ] as const)
      given(...again)
        .when(says(outcome, before))
        .thenRejects('payment.contradicted');
    given(received, returned('return-1'), paid)
      .when(says('failed', 'completed'))
      .thenRejects('payment.contradicted');
    given(...again)
      .when(says('completed'))
      .thenRejects('payment.contradicted');
    given(received).when(says('completed')).thenRejects('payment.contradicted');
  });
});
