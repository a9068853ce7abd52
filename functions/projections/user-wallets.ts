import { consumer } from '../shared/messages.ts';
import { walletRow } from './wallet-row.ts';

/** user_wallets: cash. */
export const handler = consumer(
  'user-wallets',
  walletRow('userWalletsTable', [
    'userId',
    'currency',
    'available',
    'reserved',
    'pending',
    'reference',
    'frozen',
  ]),
);
