import { required } from '../../shared/env.ts';
import type { ReadTable } from '../../shared/read-table.ts';
import { participationStream } from '../../shared/wallet-ids.ts';
import { cellsOf, endsCommitOf } from './cells.ts';

const columns = ['userId', 'walletId', 'amount', 'currency', 'committedAt', 'status'] as const;

/** pool_participations: who is in a pool, and with how much: the roster that its gold is divided by. */
export const poolParticipations: ReadTable = {
  table: () => required('poolParticipationsTable'),
  key: ['poolId', 'participationId'],
  aggregates: ['participation'],
  writesOf: (event) =>
    endsCommitOf('participation', event)
      ? [
          {
            key: { poolId: `${event.state['poolId']}`, participationId: event.aggregateId },
            cells: cellsOf(event, columns),
          },
        ]
      : [],
  streamsOf: ({ participationId }) => [participationStream(`${participationId}`)],
  lastOnly: true,
  time: 'committedAt',
};
