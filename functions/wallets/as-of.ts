import * as z from 'zod/mini';
import { Refusal } from '../../domain/shared/refusal.ts';
import { Instant } from '../../domain/shared/time.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import { type PublicWallet, publicWallet } from '../../domain/wallets/public-state.ts';
import { Problem } from '../shared/http/problem.ts';
import { getRow } from '../shared/rows.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { stateAsOf } from '../shared/store/history.ts';
import { walletStream } from '../shared/wallet-ids.ts';

/** `?asOf=` an instant. */
export const AsOf = z.strictObject({ asOf: z.optional(Instant) });

type WalletRow = PublicWallet & { readonly version: number };

const unknown = () => new Refusal('wallet.unknown', 'There was no such wallet.');

const past = async (walletId: string, asOf: string): Promise<WalletRow> => {
  if (asOf > new Date().toISOString())
    throw new Problem(422, 'as-of.in-future', 'Not known yet', 'asOf lies in the future.');
  const { state, version } = await stateAsOf(walletFolding, walletStream(walletId), asOf);
  if (version === 0) throw unknown();
  return { ...publicWallet(state), version };
};

const newest = async (walletId: string): Promise<WalletRow> => {
  const { state, version } = await loadHead(walletFolding, walletStream(walletId));
  if (version === 0) throw unknown();
  return { ...publicWallet(state), version };
};

/**
 * Columns of a wallet now, out of the row that a projection keeps (or the events, until it is there), or as it was at an instant,
 * out of the events. Throws `wallet.unknown` where there was none, and refuses instants that are still to come.
 */
export const walletAt = async <Column extends keyof WalletRow>(
  table: string,
  walletId: string,
  asOf: string | undefined,
): Promise<Pick<WalletRow, Column>> => {
  if (asOf !== undefined) return past(walletId, new Date(asOf).toISOString());
  return (await getRow<WalletRow>(table, { walletId })) ?? newest(walletId);
};
