import { valuationOf } from '../../domain/portfolio/valuation.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { bidOf } from '../../domain/trading/pricing.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import type { Wallet } from '../../domain/wallets/state.ts';
import { Problem } from '../shared/http/problem.ts';
import { commitAsOf } from '../shared/store/as-of.ts';
import { headOf, loadHead } from '../shared/store/events-table.ts';
import { walletStream } from '../shared/wallet-ids.ts';

export interface Held {
  readonly state: Wallet;
  readonly version: number;
}

/** The instant of `?asOf=`, or now. Throws 422 on one that is still to come. */
export const instantOf = (asOf: string | undefined): string => {
  const now = new Date().toISOString();
  if (asOf === undefined) return now;
  const instant = new Date(asOf).toISOString();
  if (instant > now)
    throw new Problem(422, 'as-of.in-future', 'Not known yet', 'asOf lies in the future.');
  return instant;
};

/**
 * A wallet out of its own stream, now or at an instant: one read and exact, where a read table could lag behind.
 * Throws `wallet.unknown` where there was none.
 */
export const heldAt = async (walletId: string, asOf: string | undefined): Promise<Held> => {
  const stream = walletStream(walletId);
  const commit = asOf === undefined ? undefined : await commitAsOf(stream, instantOf(asOf));
  if (asOf !== undefined && commit === undefined)
    throw new Refusal('wallet.unknown', 'There was no such wallet.');
  const { state, version } =
    commit === undefined
      ? await loadHead(walletFolding, stream)
      : await headOf(walletFolding, commit);
  if (version === 0) throw new Refusal('wallet.unknown', 'There was no such wallet.');
  return { state, version };
};

/** A holding's value and gains at the bid, which is what a sale would bring, and its value at the spot price. */
export const valuedAt = (state: Wallet, spotPerGram: bigint) => {
  const bidPerGram = bidOf(spotPerGram);
  return {
    bidPerGram,
    ...valuationOf(state, bidPerGram),
    valueAtSpot: valuationOf(state, spotPerGram).value,
  };
};
