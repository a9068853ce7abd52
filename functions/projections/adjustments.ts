import { required } from '../shared/env.ts';
import { projection } from '../shared/projection.ts';
import { expiryOf } from '../shared/row-expiry.ts';
import { type Row, setRow } from '../shared/rows.ts';
import { tellStaff } from './tell-watched.ts';

const facts = ['amount', 'currency', 'reason', 'requestedBy'] as const;

/** adjustments: those that wait for a second person. */
export const handler = projection('adjustments', async (event) => {
  const { aggregateId, eventData, eventType, timestamp } = event;
  const open = eventType === 'AdjustmentRequested';
  const cells = open
    ? {
        ...(Object.fromEntries(facts.map((name) => [name, eventData[name]])) as Row),
        requestedAt: timestamp,
      }
    : {};
  await setRow(
    required('adjustmentsTable'),
    { status: 'open', adjustmentId: `${eventData['adjustmentId']}` },
    {
      ...cells,
      walletId: aggregateId,
      open,
      expiresAt: expiryOf(open, timestamp),
      version: event.sequenceNumber,
    },
  );
  await tellStaff(event, 'adjustments');
});
