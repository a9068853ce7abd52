import { required } from '../shared/env.ts';
import type { Published } from '../shared/messages.ts';
import { projection } from '../shared/projection.ts';
import { expiryOf } from '../shared/row-expiry.ts';
import { type Row, setRow } from '../shared/rows.ts';
import { tellStaff } from './tell-watched.ts';

const facts = ['transactionId', 'amount', 'currency', 'reason', 'walletId'] as const;

/** What people must decide on. */
const open = new Set([
  'UnmatchedFundsReceived',
  'UnmatchedFundsReturnFailed',
  'DepositHeldForReview',
]);

/** Money that is with nobody: assigned, it is a wallet's; paid back, it is gone. */
const isHeld = ({ aggregateType, eventType }: Published): boolean =>
  aggregateType === 'suspense' &&
  eventType !== 'UnmatchedFundsAssigned' &&
  eventType !== 'UnmatchedFundsReturnPaid';

const receivedAt = ({ eventData, state }: Published): string =>
  `${eventData['depositedAt'] ?? state['receivedAt']}`;

/** deposit_reviews: money that waits for people, until they have decided, and what is with nobody, until it is not. */
export const handler = projection('deposit-reviews', async (event) => {
  const { eventData, aggregateType, aggregateId, eventType, timestamp } = event;
  const cells = Object.fromEntries(
    facts.filter((name) => eventData[name] !== undefined).map((name) => [name, eventData[name]]),
  ) as Row;
  const held = isHeld(event);
  await setRow(
    required('depositReviewsTable'),
    { status: 'review', sk: `${receivedAt(event)}#${eventData['transactionId']}` },
    {
      ...cells,
      bankReference: `${eventData['bankReference'] ?? eventData['bankTransactionId']}`,
      receivedAt: receivedAt(event),
      source: aggregateType,
      sourceId: aggregateId,
      open: open.has(eventType),
      held,
      at: timestamp,
      expiresAt: expiryOf(held || open.has(eventType), timestamp),
      version: event.sequenceNumber,
    },
  );
  await tellStaff(event, 'deposits');
});
