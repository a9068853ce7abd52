import { type Movement, movementsOf } from '../../domain/portfolio/movements.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import type { WalletEvent } from '../../domain/wallets/events.ts';
import { commitsOf, currentEvents } from '../shared/store/history.ts';
import { walletStream } from '../shared/wallet-ids.ts';

/** What a wallet's gold did until an instant (ISO 8601), out of its events. Throws `wallet.unknown` before it was there. */
export const movementsUntil = async (
  walletId: string,
  currency: string,
  until: string,
): Promise<readonly Movement[]> => {
  const movements: Movement[] = [];
  let began = false;
  for await (const commit of commitsOf(walletStream(walletId), { until })) {
    began = true;
    movements.push(...movementsOf(currentEvents(commit) as WalletEvent[], currency));
  }
  if (!began) throw new Refusal('wallet.unknown', 'There was no such wallet.');
  return movements;
};
