import { derivedEvent, publishDerived } from '../shared/derived-events.ts';
import { projection } from '../shared/projection.ts';
import { pools } from './tables/pools.ts';

/** A pool has a few events, of which everybody who looks is told. */
export const handler = projection('pools', pools, async (event, isNews) => {
  const { aggregateId, state, stateVersion } = event;
  const told = { poolId: aggregateId, status: state['status'], version: stateVersion };
  if (isNews) await publishDerived([derivedEvent(event, 'PoolUpdated', told)]);
});
