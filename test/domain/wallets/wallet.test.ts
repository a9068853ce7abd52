import { describe, expect, it } from 'vitest';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { at, given, userId, walletCreated, walletId } from './wallets.ts';

const frozen: WalletEvent = {
  type: 'WalletFrozen',
  data: { walletId, reason: 'aml', caseId: 'case-1', at },
};
const balances = (...events: readonly WalletEvent[]) =>
  wallet.publicState(events.reduce(wallet.evolve, wallet.initialState));

describe('a wallet', () => {
  const create = {
    type: 'CreateWallet',
    walletId,
    userId,
    currency: 'EUR',
    reference: 'RF180000539007547034',
    at,
  } as const;

  it('is created once and starts with nothing', () => {
    given().when(create).then(walletCreated);
    given(walletCreated).when(create).thenRejects('wallet.already-created');
    expect(balances(walletCreated)).toEqual({
      walletId,
      userId,
      currency: 'EUR',
      reference: 'RF180000539007547034',
      available: '0.00',
      reserved: '0.00',
      pending: '0.00',
      grams: '0.000000',
      costBasis: '0.00',
      adjusted: '0.00',
      averageCost: '0.000000',
      realisedGain: '0.00',
      frozen: false,
    });
  });

  it('does not fold a history that contradicts itself', () =>
    expect(() =>
      balances(walletCreated, {
        type: 'FundsReservationCancelled',
        data: { reservationId: 'none', amount: '1.00', purpose: 'pool', reason: 'x', at },
      }),
    ).toThrow(TypeError));

  it('does not fold an event that it does not know', () =>
    expect(() => balances({ type: 'Unheard' } as never)).toThrow(TypeError));
});

describe('a frozen wallet', () => {
  it('is frozen by a case and unfrozen', () => {
    const freeze = { type: 'FreezeWallet', reason: 'aml', caseId: 'case-1', at } as const;
    given(walletCreated).when(freeze).then(frozen);
    given(walletCreated, frozen).when(freeze).thenRejects('wallet.frozen');
    given(walletCreated, frozen)
      .when({ ...freeze, type: 'UnfreezeWallet' })
      .thenLike({ type: 'WalletUnfrozen' });
    given(walletCreated)
      .when({ ...freeze, type: 'UnfreezeWallet' })
      .thenRejects('wallet.not-frozen');
  });

  it('stays frozen until every case that froze it is over', () => {
    const suspended: WalletEvent = {
      type: 'WalletFrozen',
      data: { walletId, reason: 'suspended', caseId: 'suspension', at },
    };
    const unfreeze = { type: 'UnfreezeWallet', reason: 'cleared', caseId: 'case-1', at } as const;
    const unfrozen: WalletEvent = {
      type: 'WalletUnfrozen',
      data: { walletId, reason: 'cleared', caseId: 'case-1', at },
    };
    given(walletCreated, frozen)
      .when({ type: 'FreezeWallet', reason: 'suspended', caseId: 'suspension', at })
      .then(suspended);
    given(walletCreated, frozen, suspended).when(unfreeze).then(unfrozen);
    given(walletCreated, suspended).when(unfreeze).thenRejects('wallet.not-frozen');
    expect(balances(walletCreated, frozen, suspended, unfrozen)['frozen']).toBe(true);
    expect(balances(walletCreated, frozen, unfrozen)['frozen']).toBe(false);
  });
});
