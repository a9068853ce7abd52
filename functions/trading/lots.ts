import { createHash } from 'node:crypto';
import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../domain/shared/refusal.ts';
import {
  type LotPart,
  type LotRemaining,
  lotsOfBar,
  splitOverLots,
} from '../../domain/vault/lots.ts';
import { vault } from '../../domain/vault/vault.ts';
import { required } from '../shared/env.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { readGuard } from '../shared/store/guards.ts';
import { vaultStream } from '../shared/wallet-ids.ts';

/** How long an instance believes that it knows all lots. A new bar is drawn from after that, or when the rest is empty. */
const keptMs = 30_000;
let known: Map<string, bigint> = new Map();
let untilMs = 0;

/** All lots of the vault's bars; what they hold is a guess until a write or `refresh` says better. */
const load = async (): Promise<void> => {
  if (untilMs > Date.now()) return;
  const { state } = await loadHead(vault, vaultStream(required('vaultId')));
  const lots = Object.entries(state.bars).flatMap(([serial, bar]) => lotsOfBar(serial, bar));
  known = new Map(
    lots.map(({ lotId, goldAmount }) => [lotId, known.get(lotId) ?? goldAmount] as const),
  );
  untilMs = Date.now() + keptMs;
};

/** What the lots really hold, read strongly. */
const refresh = async (): Promise<void> => {
  untilMs = 0;
  await load();
  const lots = await Promise.all(
    [...known.keys()].map(async (lotId) => {
      const remaining = (await readGuard(`lot#${lotId}`))?.['remaining']?.N;
      return [lotId, BigInt(remaining ?? '0')] as const;
    }),
  );
  known = new Map(lots);
};

/** Every wallet starts at a lot of its own, so that purchases do not all write one item. */
const inOrderFor = (walletId: string): LotRemaining[] => {
  const lots = [...known].map(([lotId, remaining]) => ({ lotId, remaining }));
  const start = createHash('sha256').update(walletId).digest().readUInt32BE(0) % (lots.length || 1);
  return [...lots.slice(start), ...lots.slice(0, start)];
};

/** Which lots give `goldAmount` micrograms. Throws `vault.empty` only after asking every lot. */
export const chooseLots = async (
  walletId: string,
  goldAmount: bigint,
): Promise<readonly LotPart[]> => {
  await load();
  try {
    return splitOverLots(goldAmount, inOrderFor(walletId));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await refresh();
    return splitOverLots(goldAmount, inOrderFor(walletId));
  }
};

/** A lot held less than was thought: the write's own answer says how much. */
export const lotWasShort = (lotId: string, { Item }: CancellationReason): void => {
  known.set(lotId, BigInt(Item?.['remaining']?.N ?? '0'));
};
