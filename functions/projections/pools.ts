import { derivedEvent, publishDerived } from '../shared/derived-events.ts';
import { required } from '../shared/env.ts';
import { poolShelf } from '../shared/pool-shelf.ts';
import { projection } from '../shared/projection.ts';
import { type Row, updateRow } from '../shared/rows.ts';

/** pools: every pool as its newest event leaves it; a few events each, of which everybody who looks is told. */
export const handler = projection('pools', async (event) => {
  const { aggregateId, state, stateVersion } = event;
  const { poolId: _key, ...cells } = state;
  const isNews = await updateRow(
    required('poolsTable'),
    { shelf: poolShelf, poolId: aggregateId },
    { ...(cells as Row), version: stateVersion },
  );
  const told = { poolId: aggregateId, status: state['status'], version: stateVersion };
  if (isNews) await publishDerived([derivedEvent(event, 'PoolUpdated', told)]);
});
