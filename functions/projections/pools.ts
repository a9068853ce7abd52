import { required } from '../shared/env.ts';
import { consumer } from '../shared/messages.ts';
import { poolShelf } from '../shared/pool-shelf.ts';
import { type Row, setRow } from '../shared/rows.ts';

/** pools: every pool as its newest event leaves it. */
export const handler = consumer('pools', ({ aggregateId, state, stateVersion }) => {
  const { poolId: _key, ...cells } = state;
  return setRow(
    required('poolsTable'),
    { shelf: poolShelf, poolId: aggregateId },
    { ...(cells as Row), version: stateVersion },
  );
});
