import { Refusal } from '../../domain/shared/refusal.ts';
import type { WalletEvent } from '../../domain/wallets/events.ts';
import { commitsOf, currentEvents } from '../shared/store/history.ts';
import { walletStream } from '../shared/wallet-ids.ts';

const reservationEndedBy = (event: WalletEvent, end: 'allocated' | 'released') => {
  if (event.type === 'GoldAllocated' && end === 'allocated')
    return event.data.settlement?.reservationId;
  if (event.type === 'FundsReservationCancelled' && end === 'released')
    return event.data.reservationId;
  return undefined;
};

/**
 * What a member's reservation that is not open any more must mean: an earlier run ended it, in just this way. Throws
 * `error` again when the wallet's events do not say so.
 */
export const requireSettledBefore = async (
  error: unknown,
  { walletId, participationId }: { readonly walletId: string; readonly participationId: string },
  end: 'allocated' | 'released',
): Promise<void> => {
  if (!(error instanceof Refusal) || error.code !== 'reservation.unknown') throw error;
  for await (const commit of commitsOf(walletStream(walletId)))
    for (const event of currentEvents(commit) as WalletEvent[])
      if (reservationEndedBy(event, end) === participationId) return;
  throw error;
};
