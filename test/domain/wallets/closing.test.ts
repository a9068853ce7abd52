import { describe, expect, it } from 'vitest';
import { closeWallet, holdsAssets } from '../../../domain/wallets/closing.ts';
import { noWallet, type Wallet } from '../../../domain/wallets/state.ts';

const empty: Wallet = { ...noWallet, walletId: 'wallet-1', userId: 'user-1', currency: 'EUR' };
const at = '2026-11-24T10:00:00.000Z';

describe('a wallet', () => {
  it.each([
    ['nothing', {}, false],
    ['money', { available: 1n }, true],
    ['reserved money', { reserved: 1n }, true],
    ['money on its way', { pending: 1n }, true],
    ['gold', { grams: 1n }, true],
    ['a deposit in review', { deposits: { one: {} } }, true],
    ['an open withdrawal', { withdrawals: { one: {} } }, true],
    ['an open correction', { adjustments: { one: {} } }, true],
  ])('with %s: holds something %o', (_what, part, holds) =>
    expect(holdsAssets({ ...empty, ...part } as Wallet)).toBe(holds),
  );

  it('is frozen for good when its owner is to be forgotten', () => {
    const data = { walletId: 'wallet-1', reason: 'erased', caseId: 'erasure', at };
    expect(closeWallet(empty, at)).toEqual([{ type: 'WalletFrozen', data }]);
  });

  it('is not closed while a case is open', () =>
    expect(() => closeWallet({ ...empty, frozenBy: ['case-1'] }, at)).toThrow('frozen'));
});
