import { required } from '../shared/env.ts';
import { projection } from '../shared/projection.ts';
import { type Row, setRow } from '../shared/rows.ts';

const columns = ['userId', 'walletId', 'amount', 'currency', 'committedAt', 'status'] as const;

/** pool_participations: who is in a pool, and with how much: the roster that its gold is divided by. */
export const handler = projection('pool-participations', ({ aggregateId, state, stateVersion }) =>
  setRow(
    required('poolParticipationsTable'),
    { poolId: `${state['poolId']}`, participationId: aggregateId },
    {
      ...(Object.fromEntries(columns.map((name) => [name, state[name]])) as Row),
      version: stateVersion,
    },
  ),
);
