import { describe, expect, it } from 'vitest';
import type { SuspenseEvent } from '../../../domain/suspense/events.ts';
import { type ReceiveUnmatchedFunds, suspense } from '../../../domain/suspense/suspense.ts';
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
const received: SuspenseEvent = {
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
      receivedAt: at,
      status: 'review',
    });
  });

  it('is assigned or returned, once', () => {
    const assigned: SuspenseEvent = {
      type: 'UnmatchedFundsAssigned',
      data: { ...facts, walletId: 'wallet-1', assignedBy: 'o', assignedAt: at },
    };
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
        data: { ...facts, reason: 'unknown payer', returnedBy: 'o', returnedAt: at },
      });
    given().when(giveBack).thenRejects('suspense.unknown');
  });
});
