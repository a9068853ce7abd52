import { required } from '../shared/env.ts';
import { consumer } from '../shared/messages.ts';
import { setRow } from '../shared/rows.ts';
import { historyRowOf } from './history-rows.ts';

/** transaction_history: one row per deposit, purchase and adjustment, as its newest event leaves it. */
export const handler = consumer('transaction-history', async (event) => {
  const row = historyRowOf(event.eventType, event.eventData);
  if (row === undefined) return;
  const { transactionId, occurredAt, cells } = row;
  await setRow(
    required('transactionHistoryTable'),
    { walletId: event.aggregateId, sk: `${occurredAt}#${transactionId}` },
    {
      ...cells,
      transactionId,
      occurredAt,
      updatedAt: event.timestamp,
      version: event.sequenceNumber,
    },
  );
});
