import * as z from 'zod/mini';
import { log, metric } from '../shared/log.ts';
import { changePool } from './change-pool.ts';
import { dealer } from './house-dealer.ts';
import { causeOfStep, Started, sagaStep } from './saga-step.ts';

/** Cancels a pool that got no gold (it may be cancelled already), and has the dealer keep what it may have set aside. */
export const handler = sagaStep(
  'give-up-pool',
  z.extend(Started, { why: z.string() }),
  async (told) => {
    const cause = causeOfStep(told, 'give-up');
    const cancel = { type: 'CancelPool', reason: told.why, at: cause.at } as const;
    const { status, currency, totalAmount } = await changePool(told.poolId, cancel, cause);
    try {
      await dealer.decline({ orderId: told.poolId, currency, budget: totalAmount });
    } catch (error) {
      // The members' money does not wait for that: people tell the dealer.
      log.error('the dealer does not know that its order is declined', error);
      metric('PoolNeedsPeople', 1);
    }
    return { status };
  },
);
