import { loadPool } from './pool-head.ts';
import { type RosterEntry, rosterOf, segmentsOf } from './roster.ts';
import { Started, sagaStep } from './saga-step.ts';
import { shutTally } from './tally.ts';

/**
 * Whether the read table has everybody whom the tally counted, to the last minor unit, and if so in which parts they
 * are dealt with. The table follows the events; until it has caught up nothing may be divided.
 */
export const handler = sagaStep('muster-members', Started, async ({ poolId }) => {
  const tally = await shutTally(await loadPool(poolId));
  const members: RosterEntry[] = [];
  for await (const member of rosterOf(poolId)) members.push(member);
  const amount = members.reduce((sum, member) => sum + member.amount, 0n);
  const complete = members.length === tally.participants && amount === tally.amount;
  return { complete, segments: complete ? segmentsOf(members) : [] };
});
