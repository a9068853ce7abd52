import * as z from 'zod/mini';
import { log, metric } from '../shared/log.ts';
import { answerSaga } from '../shared/sagas.ts';
import { loadPool } from './pool-head.ts';
import { Started, sagaStep } from './saga-step.ts';
import { rememberWait } from './waits.ts';

/** Calls people, and waits until they had the dealer asked again or have cancelled the pool. */
export const handler = sagaStep(
  'await-people',
  z.extend(Started, { taskToken: z.string(), why: z.string() }),
  async ({ poolId, taskToken, why }) => {
    await rememberWait(poolId, 'people', { taskToken, why });
    log.warn('a pool waits for people', { why });
    metric('PoolNeedsPeople', 1);
    const { status } = await loadPool(poolId);
    if (status === 'cancelled') await answerSaga(taskToken, { because: 'cancelled' });
  },
);
