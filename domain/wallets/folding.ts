import type { Folded } from '../shared/decider.ts';
import type { WalletEvent } from './events.ts';
import { evolveWallet } from './evolve.ts';
import { publicWallet } from './public-state.ts';
import { noWallet, type Wallet } from './state.ts';

/** A wallet for those who read it, or who decide one command by its own function: their bundles carry no other rules. */
export const walletFolding: Folded<Wallet, WalletEvent> = {
  type: 'wallet',
  stateVersion: 5,
  initialState: noWallet,
  evolve: evolveWallet,
  publicState: publicWallet,
};
