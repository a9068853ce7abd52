import { createHash } from 'node:crypto';
import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../domain/shared/refusal.ts';
import { type LotPart, lotsOfBar, returnToLots, splitOverLots } from '../../domain/vault/lots.ts';
import { vault } from '../../domain/vault/vault.ts';
import { required } from '../shared/env.ts';
import { log } from '../shared/log.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { readGuard } from '../shared/store/guards.ts';
import { vaultStream } from '../shared/wallet-ids.ts';

interface Lot {
  readonly openedWith: bigint;
  /** What it held when we last heard of it; undefined until then. */
  readonly remaining: bigint | undefined;
}

/** How long an instance believes that it knows all lots. A new bar is drawn from after that, or when the rest is empty. */
const keptMs = 30_000;
let known: ReadonlyMap<string, Lot> = new Map();
let untilMs = 0;

/** All lots of the vault's bars. What they hold is a guess that the write checks and, where it was wrong, corrects. */
const load = async (): Promise<void> => {
  if (untilMs > Date.now()) return;
  const { state } = await loadHead(vault, vaultStream(required('vaultId')));
  const lots = Object.entries(state.bars).flatMap(([serial, bar]) => lotsOfBar(serial, bar));
  known = new Map(
    lots.map(({ lotId, goldAmount: openedWith }) => [
      lotId,
      { openedWith, remaining: known.get(lotId)?.remaining },
    ]),
  );
  untilMs = Date.now() + keptMs;
};

/** A lot as its item says; one that is not there takes and gives nothing. */
const lotAs = (remaining: string | undefined, openedWith: bigint): Lot =>
  remaining === undefined
    ? { openedWith: 0n, remaining: 0n }
    : { openedWith, remaining: BigInt(remaining) };

/** What the lots really hold, read strongly. */
const refresh = async (): Promise<void> => {
  untilMs = 0;
  await load();
  const lots = await Promise.all(
    [...known].map(async ([lotId, { openedWith }]) => {
      const item = await readGuard(`lot#${lotId}`);
      return [lotId, lotAs(item?.['remaining']?.N, openedWith)] as const;
    }),
  );
  known = new Map(lots);
};

/** Every wallet starts at a lot of its own, so that trades do not all write one item. */
const inOrderFor = (walletId: string) => {
  const lots = [...known].map(([lotId, lot]) => ({ lotId, ...lot }));
  const start = createHash('sha256').update(walletId).digest().readUInt32BE(0) % (lots.length || 1);
  return [...lots.slice(start), ...lots.slice(0, start)];
};

/** A lot of which nothing is known gives … */
const asGiving = (walletId: string) =>
  inOrderFor(walletId).map((lot) => ({ ...lot, remaining: lot.remaining ?? lot.openedWith }));

/** … and takes: most sales come back to the lot that the same wallet's purchases drew from. */
const asTaking = (walletId: string) =>
  inOrderFor(walletId).map((lot) => ({ ...lot, remaining: lot.remaining ?? 0n }));

/** Which lots give `goldAmount` micrograms. Throws `vault.empty` only after asking every lot. */
export const chooseLots = async (
  walletId: string,
  goldAmount: bigint,
): Promise<readonly LotPart[]> => {
  await load();
  try {
    return splitOverLots(goldAmount, asGiving(walletId));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await refresh();
    return splitOverLots(goldAmount, asGiving(walletId));
  }
};

/** A part of a sale, and what the lot that takes it was opened with. */
export type ReturnPart = LotPart & { readonly openedWith: bigint };

/** Undefined where the lots, as far as they are known, lack the room. */
const returns = (walletId: string, goldAmount: bigint): readonly ReturnPart[] | undefined => {
  try {
    return returnToLots(goldAmount, asTaking(walletId)).map((part) => ({
      ...part,
      openedWith: known.get(part.lotId)?.openedWith ?? 0n,
    }));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
};

/**
 * Which lots take `goldAmount` micrograms back. While another sale of the same gold is being written there may be none:
 * then the wallet's first lot, whose guard lets the write fail, so that the sale is decided again.
 */
export const chooseReturns = async (
  walletId: string,
  goldAmount: bigint,
): Promise<readonly ReturnPart[]> => {
  await load();
  const chosen = returns(walletId, goldAmount);
  if (chosen !== undefined) return chosen;
  await refresh();
  const better = returns(walletId, goldAmount);
  if (better !== undefined) return better;
  log.warn('no lot has room for what is sold');
  return inOrderFor(walletId)
    .slice(0, 1)
    .map(({ lotId, openedWith }) => ({ lotId, goldAmount, openedWith }));
};

/** A lot held another amount than was thought: the write's own answer says how much. */
export const lotWas = (lotId: string, { Item }: CancellationReason): void => {
  const lot = known.get(lotId);
  if (lot === undefined) return;
  known = new Map(known).set(lotId, lotAs(Item?.['remaining']?.N, lot.openedWith));
};
