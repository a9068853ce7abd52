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

/** The last member, by remainder, who gets one of the units that are left over. */
export interface CutOff {
  readonly remainder: bigint;
  readonly participationId: string;
}

/** One thing to divide. Without a cut-off nothing is left over. */
export interface Division {
  /** Whole units: steps of gold, or minor units. */
  readonly total: bigint;
  readonly cutOff?: CutOff;
}

/** All that is needed to say anyone's share from the member alone, however many members there are. */
export interface AllocationPlan {
  /** What all members committed together, in minor units. */
  readonly committed: bigint;
  readonly steps: Division;
  readonly cost: Division;
}

/** Whether `one` comes before `other` when the units left over are given out: larger remainder, then earlier id. */
const precedes = (one: CutOff, other: CutOff): boolean =>
  one.remainder === other.remainder
    ? one.participationId < other.participationId
    : one.remainder > other.remainder;

/**
 * Where the units end that rounding everyone's quota down leaves over: one each to the largest remainders (Hamilton's
 * method; among equal remainders the earlier id first, so that every run gives the same).
 */
const cutOffOf = (
  total: bigint,
  committed: bigint,
  members: readonly Member[],
): CutOff | undefined => {
  const whole = members.reduce((sum, { amount }) => sum + (total * amount) / committed, 0n);
  const left = Number(total - whole);
  if (left === 0) return undefined;
  return members
    .map(({ participationId, amount }) => ({
      participationId,
      remainder: (total * amount) % committed,
    }))
    .toSorted((a, b) => (precedes(a, b) ? -1 : 1))
    .at(left - 1);
};

/**
 * How a purchase is divided among members: gold in whole steps and money in minor units, both by the amount committed.
 * Throws RangeError when the gold is not whole steps or the cost is more than was committed: the pool's own rules refuse
 * it before.
 */
export const planAllocation = (
  members: readonly Member[],
  { goldAmount, totalCost }: { readonly goldAmount: bigint; readonly totalCost: bigint },
): AllocationPlan => {
  const committed = members.reduce((sum, { amount }) => sum + amount, 0n);
  if (goldAmount % tradableStep !== 0n || totalCost > committed || committed <= 0n)
    throw new RangeError('the purchase is not one of these members');
  const divided = (total: bigint): Division => {
    const cutOff = cutOffOf(total, committed, members);
    return { total, ...(cutOff === undefined ? {} : { cutOff }) };
  };
  return { committed, steps: divided(goldAmount / tradableStep), cost: divided(totalCost) };
};

const unitsOf = (
  { total, cutOff }: Division,
  committed: bigint,
  { participationId, amount }: Member,
): bigint => {
  const whole = (total * amount) / committed;
  const own = { remainder: (total * amount) % committed, participationId };
  return cutOff === undefined || precedes(cutOff, own) ? whole : whole + 1n;
};

/** What one member gets and pays, to the unit; nobody pays more than their commitment. */
export const shareOf = (plan: AllocationPlan, member: Member): MemberShare => ({
  participationId: member.participationId,
  goldAmount: unitsOf(plan.steps, plan.committed, member) * tradableStep,
  cost: unitsOf(plan.cost, plan.committed, member),
});
