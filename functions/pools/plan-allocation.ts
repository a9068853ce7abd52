import { type AllocationPlan, planAllocation, shareOf } from '../../domain/pools/allocation.ts';
import type { Pool } from '../../domain/pools/state.ts';
import { type LotPart, poolLotOf } from '../../domain/vault/lots.ts';
import { vault } from '../../domain/vault/vault.ts';
import { required } from '../shared/env.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { toJson } from '../shared/store/json.ts';
import { vaultStream } from '../shared/wallet-ids.ts';
import { loadPool } from './pool-head.ts';
import { type RosterEntry, rosterOf, segmentsOf } from './roster.ts';
import { Started, sagaStep } from './saga-step.ts';

/** All that a segment must know beside its members: how the gold is divided, and which lots hold it. */
export interface Allocation {
  readonly plan: AllocationPlan;
  readonly lots: readonly LotPart[];
}

const membersOfPool = async (state: Pool): Promise<readonly RosterEntry[]> => {
  const members: RosterEntry[] = [];
  for await (const member of rosterOf(state.poolId)) members.push(member);
  const amount = members.reduce((sum, member) => sum + member.amount, 0n);
  if (members.length !== state.totalParticipants || amount !== state.totalAmount)
    throw new Error('the roster is not the pool');
  return members;
};

const lotsOfPool = async ({ barSerials }: Pool): Promise<readonly LotPart[]> => {
  const { state } = await loadHead(vault, vaultStream(required('vaultId')), true);
  return barSerials.map((serial) => ({
    lotId: poolLotOf(serial),
    goldAmount: state.bars[serial]?.pooled ?? 0n,
  }));
};

/** Segments, each with the gold that those before it are due: where in the row of lots it begins. */
const segmentsFrom = (plan: AllocationPlan, members: readonly RosterEntry[]) => {
  let offset = 0n;
  let done = 0;
  return segmentsOf(members).map((segment) => {
    const from = offset;
    for (const member of members.slice(done, done + segment.count))
      offset += shareOf(plan, member).goldAmount;
    done += segment.count;
    return { ...segment, offset: `${from}` };
  });
};

/**
 * Looks at all members at once, for the last time: finds the cut-offs from which everyone's share follows, and where in
 * the lots each segment begins. The same for every run, since the roster is closed.
 */
export const handler = sagaStep('plan-allocation', Started, async ({ poolId }) => {
  const state = await loadPool(poolId);
  const members = await membersOfPool(state);
  const plan = planAllocation(members, state);
  const allocation: Allocation = { plan, lots: await lotsOfPool(state) };
  return { allocation: toJson(allocation), segments: segmentsFrom(plan, members) };
});
