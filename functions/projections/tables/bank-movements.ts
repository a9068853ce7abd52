import { required } from '../../shared/env.ts';
import { streamOf } from '../../shared/messages.ts';
import type { ReadTable } from '../../shared/read-table.ts';
import { movementRowOf } from './movement-rows.ts';

/**
 * bank_movements: what our books say has moved on the bank account, twice: by key, for the line of a statement that asks,
 * and by the day on which we wrote it, for what no statement asks for.
 */
export const bankMovements: ReadTable = {
  table: () => required('bankMovementsTable'),
  key: ['pk', 'sk'],
  aggregates: ['wallet', 'suspense', 'pool'],
  writesOf: (event) => {
    const row = movementRowOf(event);
    if (row === undefined) return [];
    const { eventId, timestamp, sequenceNumber } = event;
    const cells = { ...row, at: timestamp, stream: streamOf(event), version: sequenceNumber };
    const day = `day#${row.currency}#${timestamp.slice(0, 10)}`;
    return [
      { key: { pk: `key#${row.key}`, sk: eventId }, cells },
      { key: { pk: day, sk: `${timestamp}#${eventId}` }, cells },
    ];
  },
  streamsOf: ({ stream }) => [`${stream}`],
  time: 'at',
};
