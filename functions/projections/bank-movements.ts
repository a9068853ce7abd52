import { required } from '../shared/env.ts';
import { projection } from '../shared/projection.ts';
import { setRow } from '../shared/rows.ts';
import { movementRowOf } from './movement-rows.ts';

/**
 * bank_movements: what our books say has moved on the bank account, twice: by key, for the line of a statement that asks,
 * and by the day on which we wrote it, for what no statement asks for.
 */
export const handler = projection('bank-movements', async (event) => {
  const row = movementRowOf(event);
  if (row === undefined) return;
  const { eventId, timestamp, sequenceNumber } = event;
  const cells = { ...row, at: timestamp, version: sequenceNumber };
  const table = required('bankMovementsTable');
  await setRow(table, { pk: `key#${row.key}`, sk: eventId }, cells);
  const day = `day#${row.currency}#${timestamp.slice(0, 10)}`;
  await setRow(table, { pk: day, sk: `${timestamp}#${eventId}` }, cells);
});
