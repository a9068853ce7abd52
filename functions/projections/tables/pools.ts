import { required } from '../../shared/env.ts';
import { poolShelf } from '../../shared/pool-shelf.ts';
import type { ReadTable } from '../../shared/read-table.ts';
import type { Row } from '../../shared/rows.ts';
import { poolStream } from '../../shared/wallet-ids.ts';
import { endsCommitOf } from './cells.ts';

/** pools: every pool as its newest event leaves it. */
export const pools: ReadTable = {
  table: () => required('poolsTable'),
  key: ['shelf', 'poolId'],
  aggregates: ['pool'],
  writesOf: (event) => {
    if (!endsCommitOf('pool', event)) return [];
    const { poolId: _key, ...facts } = event.state;
    const cells = { ...(facts as Row), version: event.stateVersion };
    return [{ key: { shelf: poolShelf, poolId: event.aggregateId }, cells }];
  },
  streamsOf: ({ poolId }) => [poolStream(`${poolId}`)],
};
