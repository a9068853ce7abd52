import { required } from '../../shared/env.ts';
import type { Published } from '../../shared/messages.ts';
import type { ReadTable } from '../../shared/read-table.ts';
import { expiryOf } from '../../shared/row-expiry.ts';
import { pick } from './cells.ts';

const facts = ['transactionId', 'amount', 'currency', 'reason', 'walletId'] as const;

/** What people must decide on. */
const open = new Set([
  'UnmatchedFundsReceived',
  'UnmatchedFundsReturnFailed',
  'DepositHeldForReview',
]);

/** What people must look at, and what ends that: of the deposits that end, those that people ended. */
const isOurs = ({ aggregateType, eventType, eventData }: Published): boolean =>
  aggregateType === 'suspense' ||
  eventType === 'DepositHeldForReview' ||
  (eventType === 'DepositConfirmed' && eventData['confirmedBy'] !== undefined) ||
  (eventType === 'DepositRejected' && eventData['rejectedBy'] !== undefined);

/** Money that is with nobody: assigned, it is a wallet's; paid back, it is gone. */
const isHeld = ({ aggregateType, eventType }: Published): boolean =>
  aggregateType === 'suspense' &&
  eventType !== 'UnmatchedFundsAssigned' &&
  eventType !== 'UnmatchedFundsReturnPaid';

const receivedAtOf = ({ eventData, state }: Published): string =>
  `${eventData['depositedAt'] ?? state['receivedAt']}`;

/** deposit_reviews: money that waits for people, until they have decided, and what is with nobody, until it is not. */
export const depositReviews: ReadTable = {
  table: () => required('depositReviewsTable'),
  key: ['status', 'sk'],
  aggregates: ['wallet', 'suspense'],
  writesOf: (event) => {
    if (!isOurs(event)) return [];
    const { eventData, aggregateType, aggregateId, eventType, timestamp } = event;
    const held = isHeld(event);
    const receivedAt = receivedAtOf(event);
    const cells = {
      ...pick(
        eventData,
        facts.filter((name) => eventData[name] !== undefined),
      ),
      bankReference: `${eventData['bankReference'] ?? eventData['bankTransactionId']}`,
      receivedAt,
      source: aggregateType,
      sourceId: aggregateId,
      open: open.has(eventType),
      held,
      at: timestamp,
      expiresAt: expiryOf(held || open.has(eventType), timestamp),
      version: event.sequenceNumber,
    };
    const key = { status: 'review', sk: `${receivedAt}#${eventData['transactionId']}` };
    return [{ key, cells }];
  },
  streamsOf: ({ source, sourceId }) => [`${source}-${sourceId}`],
  time: 'at',
};
