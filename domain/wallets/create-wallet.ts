import { Refusal } from '../shared/refusal.ts';
import type { CreateWallet } from './commands.ts';
import type { WalletEvent } from './events.ts';
import type { Wallet } from './state.ts';

/** A wallet begins, once. */
export const createWallet = (
  { walletId, userId, currency, reference, at }: CreateWallet,
  wallet: Wallet,
): readonly WalletEvent[] => {
  if (wallet.walletId !== '')
    throw new Refusal('wallet.already-created', 'This wallet was created before.');
  return [
    { type: 'WalletCreated', data: { walletId, userId, currency, createdAt: at, reference } },
  ];
};
