import type { WalletEvent } from './events.ts';
import { requireUnfrozen, type Wallet } from './state.ts';

/** Whether a wallet holds, or still waits for, anything of its customer's. */
export const holdsAssets = (wallet: Wallet): boolean =>
  wallet.available + wallet.reserved + wallet.pending > 0n ||
  wallet.grams > 0n ||
  [wallet.deposits, wallet.withdrawals, wallet.adjustments].some(
    (open) => Object.keys(open).length > 0,
  );

/**
 * Closes the wallet of somebody who is to be forgotten: it stays frozen for good. Throws `wallet.frozen` while somebody
 * looks into it, because what they find must still have a name.
 */
export const closeWallet = (wallet: Wallet, at: string): readonly WalletEvent[] => {
  requireUnfrozen(wallet);
  const data = { walletId: wallet.walletId, reason: 'erased', caseId: 'erasure', at };
  return [{ type: 'WalletFrozen', data }];
};
