import { required } from '../shared/env.ts';
import type { Published } from '../shared/messages.ts';
import { projection } from '../shared/projection.ts';
import { updateRow } from '../shared/rows.ts';
import { type HistoryRow, historyRowOf } from './history-rows.ts';
import { tellWatched } from './tell-watched.ts';
import { toldBy } from './withdrawal-told.ts';

/** A withdrawal's row; its currency is the wallet's. */
const withdrawalRowOf = ({ eventType, eventData, state }: Published): HistoryRow | undefined => {
  const told = toldBy(eventType, eventData);
  if (told === undefined) return undefined;
  const { transactionId, amount, requestedAt, bankReference } = eventData;
  return {
    transactionId: `${transactionId}`,
    occurredAt: `${requestedAt}`,
    cells: {
      type: 'withdrawal',
      status: told.status,
      amount: `${amount}`,
      currency: `${state['currency']}`,
      ...(bankReference === undefined ? {} : { bankReference: `${bankReference}` }),
    },
  };
};

/** transaction_history: one row per deposit, purchase, withdrawal and adjustment, as its newest event leaves it. */
export const handler = projection('transaction-history', async (event) => {
  const row = historyRowOf(event.eventType, event.eventData) ?? withdrawalRowOf(event);
  if (row === undefined) return;
  const { transactionId, occurredAt, cells } = row;
  const transaction = {
    ...cells,
    transactionId,
    occurredAt,
    updatedAt: event.timestamp,
    version: event.sequenceNumber,
  };
  const isNews = await updateRow(
    required('transactionHistoryTable'),
    { walletId: event.aggregateId, sk: `${occurredAt}#${transactionId}` },
    transaction,
  );
  if (isNews) await tellWatched(event, 'TransactionUpdated', transaction);
});
