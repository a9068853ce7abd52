import { tradableStep } from '../shared/gold.ts';

/** A member's weight in a division: the amount committed, in minor units. */
export interface Member {
  readonly participationId: string;
  readonly amount: bigint;
}

export interface MemberShare {
  readonly participationId: string;
  /** Micrograms, whole steps. */
  readonly goldAmount: bigint;
  /** Minor units, at most what was committed. */
  readonly cost: bigint;
}

/**
 * Divides `total` units by weight so that nothing is lost: everyone's quota rounded down, and the units left over one
 * each to the largest remainders (Hamilton's method; among equal remainders the earlier id first, so that every run
 * gives the same). Weights are positive.
 */
const largestRemainder = (total: bigint, members: readonly Member[]): readonly bigint[] => {
  const weight = members.reduce((sum, member) => sum + member.amount, 0n);
  const quotas = members.map(({ amount, participationId }, index) => ({
    index,
    participationId,
    whole: (total * amount) / weight,
    remainder: (total * amount) % weight,
  }));
  const left = Number(total - quotas.reduce((sum, quota) => sum + quota.whole, 0n));
  const shares = quotas.map((quota) => quota.whole);
  const favoured = quotas
    .toSorted((a, b) => {
      if (a.remainder !== b.remainder) return a.remainder < b.remainder ? 1 : -1;
      return a.participationId < b.participationId ? -1 : 1;
    })
    .slice(0, left);
  for (const { index, whole } of favoured) shares[index] = whole + 1n;
  return shares;
};

/**
 * What every member of a pool gets and pays, to the unit: gold in whole steps, money in minor units, both by the
 * amount committed. `goldAmount` is whole steps and `totalCost` at most what was committed, so nobody pays more than
 * their commitment. Throws RangeError when that is not so: the pool's own rules refuse it before.
 */
export const allocatePool = (
  members: readonly Member[],
  { goldAmount, totalCost }: { readonly goldAmount: bigint; readonly totalCost: bigint },
): readonly MemberShare[] => {
  const committed = members.reduce((sum, member) => sum + member.amount, 0n);
  if (goldAmount % tradableStep !== 0n || totalCost > committed || committed <= 0n)
    throw new RangeError('the purchase is not one of these members');
  const steps = largestRemainder(goldAmount / tradableStep, members);
  const costs = largestRemainder(totalCost, members);
  return members.map(({ participationId }, index) => ({
    participationId,
    goldAmount: (steps[index] ?? 0n) * tradableStep,
    cost: costs[index] ?? 0n,
  }));
};
