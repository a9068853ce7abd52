import * as z from 'zod/mini';
import { changePool } from './change-pool.ts';
import { loadPool } from './pool-head.ts';
import { causeOfStep, Started, sagaStep } from './saga-step.ts';

const Told = z.extend(Started, {
  shares: z.array(z.object({ goldAmount: z.string(), cost: z.string() })),
});

const sum = (amounts: readonly string[]): bigint =>
  amounts.reduce((total, amount) => total + BigInt(amount), 0n);

/** Ends the pool; refused unless all segments together gave and charged exactly what was bought. */
export const handler = sagaStep('complete-allocation', Told, async (told) => {
  const before = await loadPool(told.poolId);
  if (before.status === 'allocated') return { status: before.status };
  const cause = causeOfStep(told, 'complete');
  const { status } = await changePool(
    told.poolId,
    {
      type: 'CompletePoolAllocation',
      goldAmount: sum(told.shares.map((share) => share.goldAmount)),
      cost: sum(told.shares.map((share) => share.cost)),
      at: cause.at,
    },
    cause,
  );
  return { status };
});
