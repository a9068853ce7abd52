import { required } from '../shared/env.ts';
import type { Published } from '../shared/messages.ts';
import { type Row, setRow } from '../shared/rows.ts';

/** Writes some columns of a wallet's public state into the row of one table. */
export const walletRow =
  (table: Parameters<typeof required>[0], columns: readonly string[]) =>
  ({ aggregateId, state, stateVersion }: Published): Promise<void> => {
    const cells = Object.fromEntries(columns.map((name) => [name, state[name]])) as Row;
    return setRow(required(table), { walletId: aggregateId }, { ...cells, version: stateVersion });
  };
