import { required } from '../../shared/env.ts';
import type { Published } from '../../shared/messages.ts';
import type { ReadTable } from '../../shared/read-table.ts';
import { walletStream } from '../../shared/wallet-ids.ts';
import { type HistoryRow, historyRowOf } from './history-rows.ts';
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
export const transactionHistory: ReadTable = {
  table: () => required('transactionHistoryTable'),
  key: ['walletId', 'sk'],
  aggregates: ['wallet'],
  writesOf: (event) => {
    if (event.aggregateType !== 'wallet') return [];
    const row = historyRowOf(event.eventType, event.eventData) ?? withdrawalRowOf(event);
    if (row === undefined) return [];
    const { transactionId, occurredAt, cells } = row;
    const updatedAt = event.timestamp;
    return [
      {
        key: { walletId: event.aggregateId, sk: `${occurredAt}#${transactionId}` },
        cells: { ...cells, transactionId, occurredAt, updatedAt, version: event.sequenceNumber },
      },
    ];
  },
  streamsOf: ({ walletId }) => [walletStream(`${walletId}`)],
  time: 'updatedAt',
};
