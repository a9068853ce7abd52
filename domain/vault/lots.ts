import { downToStep, formatGrams, tradableStep } from '../shared/gold.ts';
import { policy } from '../shared/policy.ts';
import { Refusal } from '../shared/refusal.ts';
import { lesser } from '../shared/rounding.ts';

/** A part of a bar that purchases draw from; several, so that they do not all write one item. */
export interface LotPart {
  readonly lotId: string;
  /** Micrograms. */
  readonly goldAmount: bigint;
}

export interface LotRemaining {
  readonly lotId: string;
  /** Micrograms not allocated yet. */
  readonly remaining: bigint;
}

/** The gold of a bar, in micrograms. */
export interface BarGold {
  readonly fine: bigint;
  /** What of it was bought for a pool, and is that pool's from the first moment; nothing in most bars. */
  readonly pooled?: bigint;
}

/** The lot of a bar that is a pool's. Nothing of it is left for others when it is opened. */
export const poolLotOf = (barSerial: string): string => `${barSerial}.pool`;

/** Everything in a bar, as lots: the house's, and the pool's where it has one. */
export const lotsOfBar = (
  barSerial: string,
  { fine, pooled = 0n }: BarGold,
): readonly LotPart[] => [
  ...(fine > pooled ? evenLots(barSerial, fine - pooled) : []),
  ...(pooled > 0n ? [{ lotId: poolLotOf(barSerial), goldAmount: pooled }] : []),
];

/** Divides gold into lots of whole steps, as even as can be; what is less than a step is in the last one. */
export const evenLots = (
  barSerial: string,
  fineMicrograms: bigint,
  count: number = policy.vault.lotsPerBar,
): readonly LotPart[] => {
  const steps = downToStep(fineMicrograms) / tradableStep;
  const [each, extra] = [steps / BigInt(count), Number(steps % BigInt(count))];
  const crumbs = fineMicrograms % tradableStep;
  return Array.from({ length: count }, (_, index) => ({
    lotId: `${barSerial}.${String(index + 1).padStart(2, '0')}`,
    goldAmount:
      (each + (index < extra ? 1n : 0n)) * tradableStep + (index === count - 1 ? crumbs : 0n),
  }));
};

/**
 * Which lots give how much of `goldAmount` (whole steps): the first lot that can give all of it, in the order that the
 * caller chose to spread the load; else as few lots as can be, the fullest first. Throws `vault.empty` when they do not
 * hold it, or not in few enough parts.
 */
export const splitOverLots = (
  goldAmount: bigint,
  lots: readonly LotRemaining[],
): readonly LotPart[] => {
  const whole = lots.find((lot) => lot.remaining >= goldAmount);
  if (whole !== undefined) return [{ lotId: whole.lotId, goldAmount }];
  const parts: LotPart[] = [];
  let missing = goldAmount;
  for (const lot of lots.toSorted((a, b) => Number(b.remaining - a.remaining))) {
    const taken = lesser(downToStep(lot.remaining), missing);
    if (taken <= 0n || parts.length === policy.vault.lotsPerPurchaseMax) break;
    parts.push({ lotId: lot.lotId, goldAmount: taken });
    missing -= taken;
  }
  if (missing > 0n)
    throw new Refusal('vault.empty', 'The vault does not hold the gold asked for.', {
      grams: formatGrams(goldAmount),
      obtainable: formatGrams(goldAmount - missing),
    });
  return parts;
};

/**
 * Which lots take sold gold back: the first with room for all of it, in the order that the caller chose to spread the
 * load; else as few as can be, the emptiest first. Never above what a lot was opened with. Throws RangeError when there
 * is less room than gold, which only a broken ledger can cause.
 */
export const returnToLots = (
  goldAmount: bigint,
  lots: readonly (LotRemaining & { readonly openedWith: bigint })[],
): readonly LotPart[] => {
  const rooms = lots.map(({ lotId, remaining, openedWith }) => ({
    lotId,
    room: openedWith - remaining,
  }));
  const whole = rooms.find(({ room }) => room >= goldAmount);
  if (whole !== undefined) return [{ lotId: whole.lotId, goldAmount }];
  const parts: LotPart[] = [];
  let missing = goldAmount;
  for (const { lotId, room } of rooms.toSorted((a, b) => Number(b.room - a.room))) {
    const given = lesser(room, missing);
    if (given <= 0n || parts.length === policy.vault.lotsPerPurchaseMax) break;
    parts.push({ lotId, goldAmount: given });
    missing -= given;
  }
  if (missing > 0n) throw new RangeError('more gold comes back than the lots ever gave');
  return parts;
};

/**
 * Which lots hold the stretch of `goldAmount` micrograms that begins `offset` after the start of the first lot: members
 * in a fixed order thus fill the lots one after the other, whoever is allocated first. An amount of nothing is a part
 * of the lot it would begin in. Throws RangeError when the lots end before the stretch does.
 */
export const stretchOf = (
  lots: readonly LotPart[],
  offset: bigint,
  goldAmount: bigint,
): readonly LotPart[] => {
  const parts: LotPart[] = [];
  let [skip, missing] = [offset, goldAmount];
  for (const lot of lots) {
    if (skip >= lot.goldAmount) {
      skip -= lot.goldAmount;
      continue;
    }
    const taken = lesser(lot.goldAmount - skip, missing);
    parts.push({ lotId: lot.lotId, goldAmount: taken });
    skip = 0n;
    missing -= taken;
    if (missing === 0n) return parts;
  }
  const last = lots.at(-1);
  if (missing > 0n || skip > 0n || last === undefined)
    throw new RangeError('the lots hold less than the pool');
  return [{ lotId: last.lotId, goldAmount: 0n }];
};
