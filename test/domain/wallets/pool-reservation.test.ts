import { describe, expect, it } from 'vitest';
import { movementsOf } from '../../../domain/portfolio/movements.ts';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { at, deposited, given, walletCreated, walletId } from './wallets.ts';

const frozen: WalletEvent = {
  type: 'WalletFrozen',
  data: { walletId, reason: 'aml', caseId: 'case-1', at },
};
const funds = [walletCreated, deposited('100.00')] as const;
const reserve = {
  type: 'ReserveForPool',
  reservationId: 'r',
  poolId: 'pool-1',
  amount: 10_000n,
  currency: 'EUR',
  at,
} as const;
const reserved: WalletEvent = {
  type: 'FundsReserved',
  data: {
    reservationId: 'r',
    amount: '100.00',
    purpose: 'pool',
    at,
    poolId: 'pool-1',
    currency: 'EUR',
  },
};
const release = {
  type: 'ReleasePoolReservation',
  reservationId: 'r',
  poolId: 'pool-1',
  committedAt: at,
  reason: 'cancelled',
  at,
} as const;
const allocate = {
  type: 'AllocatePoolGold',
  poolId: 'pool-1',
  reservationId: 'r',
  committedAt: at,
  allocations: [
    { allocationId: 'a', lotId: 'B1.pool', goldAmount: 1_000_000n, certificateNumber: 'AC-1' },
    { allocationId: 'b', lotId: 'B2.pool', goldAmount: 234_567n, certificateNumber: 'AC-2' },
  ],
  cost: 9_876n,
  at,
} as const;

describe('a pool’s reservation', () => {
  it('sets money aside', () => {
    given(...funds)
      .when(reserve)
      .then(reserved);
    given(...funds)
      .when({ ...reserve, amount: 10_001n })
      .thenRejects('wallet.insufficient-funds');
    given(...funds)
      .when({ ...reserve, amount: 0n })
      .thenRejects('trading.below-minimum-amount');
    given(...funds, deposited('100.00', 'deposit-2'), reserved)
      .when(reserve)
      .thenRejects('pool.already-committed');
    given(...funds, frozen)
      .when(reserve)
      .thenRejects('wallet.frozen');
  });

  it('ends once: released in full', () => {
    given(...funds, reserved)
      .when(release)
      .thenLike({ type: 'FundsReservationCancelled', data: { amount: '100.00' } });
    const after = wallet.decide(
      release,
      [...funds, reserved].reduce(wallet.evolve, wallet.initialState),
    );
    given(...funds, reserved, ...after)
      .when(release)
      .thenRejects('reservation.unknown');
    given(...funds, reserved, ...after)
      .when(allocate)
      .thenRejects('reservation.unknown');
  });

  it('ends once: settled with gold, the rest comes back', () => {
    const state = given(...funds, reserved)
      .when(allocate)
      .state();
    expect(wallet.publicState(state)).toMatchObject({
      available: '1.24',
      reserved: '0.00',
      grams: '1.234567',
      costBasis: '98.76',
    });
    for (const wrong of [
      { cost: 10_001n },
      { cost: -1n },
      { allocations: [] },
      { allocations: [{ ...allocate.allocations[0], goldAmount: -1n }] },
    ])
      given(...funds, reserved)
        .when({ ...allocate, ...wrong })
        .thenRejects('trading.allocation-mismatch');
  });
});

describe('a pool’s gold', () => {
  it('settles once, whatever the number of lots that it comes from', () => {
    const events = wallet.decide(
      allocate,
      [...funds, reserved].reduce(wallet.evolve, wallet.initialState),
    );
    expect(events.map(({ data }) => 'settlement' in data && data.settlement)).toEqual([
      false,
      {
        poolId: 'pool-1',
        reservationId: 'r',
        amount: '100.00',
        cost: '98.76',
        released: '1.24',
        currency: 'EUR',
        goldAmount: '1.234567',
        committedAt: at,
      },
    ]);
    expect(movementsOf(events, 'EUR').map(({ grams, paid }) => [grams, paid])).toEqual([
      [1_000_000n, 0n],
      [234_567n, 9_876n],
    ]);
  });
});
