import { projection } from '../shared/projection.ts';
import { cellsOf } from './tables/cells.ts';
import { userWallets } from './tables/user-wallets.ts';
import { balanceColumns } from './tables/wallet-columns.ts';
import { tellWatched } from './tell-watched.ts';

export const handler = projection('user-wallets', userWallets, async (event, isNews) => {
  if (isNews) await tellWatched(event, 'WalletBalanceUpdated', cellsOf(event, balanceColumns));
});
