import type { PooledInvestmentOpened } from '../../domain/pools/events.ts';
import { consumer } from '../shared/messages.ts';
import { startSaga } from '../shared/sagas.ts';
import type { Started } from './saga-step.ts';

/** Every pool that is opened gets a saga, under its own id, so that it gets one only. */
export const handler = consumer('start-saga', async ({ eventData, metadata }) => {
  const { poolId, deadline } = eventData as PooledInvestmentOpened['data'];
  const started: Started = { poolId, deadline, correlationId: metadata.correlationId };
  await startSaga('pool', poolId, started);
});
