import { projection } from '../shared/projection.ts';
import { tellWatched } from './tell-watched.ts';
import { balanceColumns, userWalletColumns } from './wallet-columns.ts';
import { cellsOf, walletRow } from './wallet-row.ts';

/** user_wallets: cash. */
export const handler = projection('user-wallets', async (event) => {
  const isNews = await walletRow('userWalletsTable', userWalletColumns, event);
  if (isNews) await tellWatched(event, 'WalletBalanceUpdated', cellsOf(event, balanceColumns));
});
