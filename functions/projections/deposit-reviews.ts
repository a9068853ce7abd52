import { required } from '../shared/env.ts';
import { consumer, type Published } from '../shared/messages.ts';
import { type Row, setRow } from '../shared/rows.ts';

const facts = ['transactionId', 'amount', 'currency', 'bankReference', 'reason'] as const;

const open = new Set(['UnmatchedFundsReceived', 'DepositHeldForReview']);

const receivedAt = ({ eventData, state }: Published): string =>
  `${eventData['depositedAt'] ?? state['receivedAt']}`;

/** deposit_reviews: money that waits for people, until somebody or the bank has decided. */
export const handler = consumer('deposit-reviews', async (event) => {
  const { eventData, aggregateType, aggregateId } = event;
  const cells = Object.fromEntries(
    facts.filter((name) => eventData[name] !== undefined).map((name) => [name, eventData[name]]),
  ) as Row;
  await setRow(
    required('depositReviewsTable'),
    { status: 'review', sk: `${receivedAt(event)}#${eventData['transactionId']}` },
    {
      ...cells,
      receivedAt: receivedAt(event),
      source: aggregateType,
      sourceId: aggregateId,
      open: open.has(event.eventType),
      version: event.sequenceNumber,
    },
  );
});
