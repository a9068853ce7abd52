import { Refusal } from '../../domain/shared/refusal.ts';
import { readGuard } from '../shared/store/guards.ts';
import { walletStream } from '../shared/wallet-ids.ts';

/** Remembers whose wallet an adjustment is of, from the moment it was asked for. */
export const adjustmentGuard = (adjustmentId: string): string => `adjustment#${adjustmentId}`;

/** The stream of the wallet that an adjustment is of. Throws `adjustment.unknown`. */
export const streamOfAdjustment = async (adjustmentId: string): Promise<string> => {
  const walletId = (await readGuard(adjustmentGuard(adjustmentId)))?.['walletId']?.S;
  if (walletId === undefined)
    throw new Refusal('adjustment.unknown', 'No open adjustment has this id.', { adjustmentId });
  return walletStream(walletId);
};
