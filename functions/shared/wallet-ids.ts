import { derivedId } from './uuid.ts';

/** A customer's one wallet: derived from the user's id, so that finding it needs no read. */
export const walletIdOf = (userId: string): string => derivedId(userId, 'wallet');

export const walletStream = (walletId: string): string => `wallet-${walletId}`;
export const userStream = (userId: string): string => `user-${userId}`;
export const vaultStream = (vaultId: string): string => `vault-${vaultId}`;
export const poolStream = (poolId: string): string => `pool-${poolId}`;
export const participationStream = (participationId: string): string =>
  `participation-${participationId}`;
