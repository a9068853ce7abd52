import type { ReadTable } from '../../shared/read-table.ts';
import { walletStream } from '../../shared/wallet-ids.ts';
import { cellsOf, endsCommitOf } from './cells.ts';

/** A table with one row per wallet: some columns of its public state. */
export const walletTable = (table: () => string, columns: readonly string[]): ReadTable => ({
  table,
  key: ['walletId'],
  aggregates: ['wallet'],
  writesOf: (event) =>
    endsCommitOf('wallet', event)
      ? [
          {
            key: { walletId: event.aggregateId },
            cells: { ...cellsOf(event, columns), at: event.timestamp },
          },
        ]
      : [],
  streamsOf: ({ walletId }) => [walletStream(`${walletId}`)],
  lastOnly: true,
  time: 'at',
});
