import * as z from 'zod/mini';
import { answerSaga } from '../shared/sagas.ts';
import { loadPool } from './pool-head.ts';
import { Started, sagaStep } from './saga-step.ts';
import { isFull } from './tally.ts';
import { rememberWait } from './waits.ts';

/**
 * Waits until a pool is full or operations end it; the deadline is the saga's. Whoever fills or ends it looks for the
 * token after that, and this looks at the pool after the token is kept, so one of the two sees the other.
 */
export const handler = sagaStep(
  'await-end',
  z.extend(Started, { taskToken: z.string() }),
  async ({ poolId, taskToken }) => {
    await rememberWait(poolId, 'end', { taskToken });
    const state = await loadPool(poolId);
    if (state.status !== 'open') await answerSaga(taskToken, { because: 'operations' });
    else if (await isFull(state)) await answerSaga(taskToken, { because: 'target' });
  },
);
