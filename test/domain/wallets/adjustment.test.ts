import { describe, expect, it } from 'vitest';
import { policy } from '../../../domain/shared/policy.ts';
import type { AdjustmentRequested, WalletEvent } from '../../../domain/wallets/events.ts';
import { at, deposited, given, userId, walletCreated } from './wallets.ts';

const funds = [walletCreated, deposited('100.00')] as const;
const request = {
  type: 'RequestAdjustment',
  adjustmentId: 'adjustment-1',
  amount: -10_000n,
  currency: 'EUR',
  reason: 'booked twice',
  requestedBy: 'operator-1',
  at,
} as const;
const requested: AdjustmentRequested = {
  type: 'AdjustmentRequested',
  data: {
    adjustmentId: 'adjustment-1',
    amount: '-100.00',
    currency: 'EUR',
    reason: 'booked twice',
    requestedBy: 'operator-1',
    at,
  },
};
const approve = {
  type: 'ApproveAdjustment',
  adjustmentId: 'adjustment-1',
  approvedBy: 'operator-2',
  at,
} as const;

describe('an adjustment', () => {
  it('takes two people', () => {
    given(...funds)
      .when(request)
      .then(requested);
    given(...funds)
      .when({ ...request, requestedBy: userId })
      .thenRejects('adjustment.same-person');
    given(...funds, requested)
      .when({ ...approve, approvedBy: 'operator-1' })
      .thenRejects('adjustment.same-person');
    given(...funds, requested)
      .when({ ...approve, approvedBy: userId })
      .thenRejects('adjustment.same-person');
    given(...funds, requested)
      .when(approve)
      .then({
        type: 'AdjustmentPosted',
        data: {
          adjustmentId: 'adjustment-1',
          amount: '-100.00',
          currency: 'EUR',
          reason: 'booked twice',
          requestedBy: 'operator-1',
          approvedBy: 'operator-2',
          at,
        },
      });
    expect(
      given(...funds, requested)
        .when(approve)
        .state(),
    ).toMatchObject({ available: 0n, adjusted: -10_000n, adjustments: {} });
  });
});

describe('an adjustment that cannot be', () => {
  it('takes no more than is available, is not nothing, and is decided once', () => {
    given(walletCreated, deposited('99.99'), requested)
      .when(approve)
      .thenRejects('wallet.insufficient-funds');
    given(...funds)
      .when({ ...request, amount: 0n })
      .thenRejects('adjustment.invalid-amount');
    given(...funds, requested)
      .when(request)
      .thenRejects('adjustment.exists');
    given(...funds)
      .when(approve)
      .thenRejects('adjustment.unknown');
    const many = Array.from(
      { length: policy.adjustment.openMax },
      (_, n): WalletEvent => ({
        ...requested,
        data: { ...requested.data, adjustmentId: `a${n}` },
      }),
    );
    given(...funds, ...many)
      .when(request)
      .thenRejects('adjustment.limit-reached');
    const decline = {
      type: 'DeclineAdjustment',
      adjustmentId: 'adjustment-1',
      declinedBy: 'o',
      reason: 'no',
      at,
    } as const;
    given(...funds, requested)
      .when(decline)
      .thenLike({ type: 'AdjustmentDeclined' });
    given(...funds)
      .when(decline)
      .thenRejects('adjustment.unknown');
  });
});
