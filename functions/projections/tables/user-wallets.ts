import { required } from '../../shared/env.ts';
import { userWalletColumns } from './wallet-columns.ts';
import { walletTable } from './wallet-rows.ts';

/** user_wallets: cash. */
export const userWallets = walletTable(() => required('userWalletsTable'), userWalletColumns);
