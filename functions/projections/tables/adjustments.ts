import { required } from '../../shared/env.ts';
import type { ReadTable } from '../../shared/read-table.ts';
import { expiryOf } from '../../shared/row-expiry.ts';
import { walletStream } from '../../shared/wallet-ids.ts';
import { pick } from './cells.ts';

const events = new Set(['AdjustmentRequested', 'AdjustmentPosted', 'AdjustmentDeclined']);
const facts = ['amount', 'currency', 'reason', 'requestedBy'] as const;

/** adjustments: those that wait for a second person. */
export const adjustments: ReadTable = {
  table: () => required('adjustmentsTable'),
  key: ['status', 'adjustmentId'],
  aggregates: ['wallet'],
  writesOf: ({ aggregateId, eventData, eventType, timestamp, sequenceNumber }) => {
    if (!events.has(eventType)) return [];
    const open = eventType === 'AdjustmentRequested';
    return [
      {
        key: { status: 'open', adjustmentId: `${eventData['adjustmentId']}` },
        cells: {
          ...(open ? { ...pick(eventData, facts), requestedAt: timestamp } : {}),
          walletId: aggregateId,
          open,
          expiresAt: expiryOf(open, timestamp),
          version: sequenceNumber,
        },
      },
    ];
  },
  streamsOf: ({ walletId }) => [walletStream(`${walletId}`)],
};
