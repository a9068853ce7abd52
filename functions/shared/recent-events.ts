import { policy } from '../../domain/shared/policy.ts';
import { msPerDay } from '../../domain/shared/time.ts';
import type { WalletEvent } from '../../domain/wallets/events.ts';
import { commitsBackOf, currentEvents } from './store/history.ts';
import { walletStream } from './wallet-ids.ts';

/** So far back the rules look: what lies behind changes none of them. */
const historyMs = policy.compliance.dormantMs + msPerDay;
/** Read at most; who did more in that time is for people to judge. */
const commitsMax = 2_000;

/**
 * A wallet's own events of the time that the rules against money laundering look at, newest first: what was stored, so
 * that movements at once see each other. `isLong` says that there are more than are read.
 */
export const recentEvents = async (
  walletId: string,
): Promise<{ readonly events: readonly WalletEvent[]; readonly isLong: boolean }> => {
  const since = new Date(Date.now() - historyMs).toISOString();
  const events: WalletEvent[] = [];
  let commits = 0;
  for await (const commit of commitsBackOf(walletStream(walletId))) {
    // The one before the window says since when the wallet was dormant.
    events.push(...(currentEvents(commit) as WalletEvent[]));
    commits += 1;
    if (commit.meta.at < since || commits === commitsMax) break;
  }
  return { events, isLong: commits === commitsMax };
};
