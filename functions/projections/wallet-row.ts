import { required } from '../shared/env.ts';
import type { Published } from '../shared/messages.ts';
import { type Row, updateRow } from '../shared/rows.ts';

/** Some columns of a wallet's public state, and the version that they are of. */
export const cellsOf = (
  { state, stateVersion }: Pick<Published, 'state' | 'stateVersion'>,
  columns: readonly string[],
): Row => ({
  ...(Object.fromEntries(columns.map((name) => [name, state[name]])) as Row),
  version: stateVersion,
});

/** Writes some columns of a wallet's public state into the row of one table; answers whether the row now says them. */
export const walletRow = (
  table: Parameters<typeof required>[0],
  columns: readonly string[],
  event: Published,
): Promise<boolean> =>
  updateRow(
    required(table),
    { walletId: event.aggregateId },
    { ...cellsOf(event, columns), at: event.timestamp },
  );
