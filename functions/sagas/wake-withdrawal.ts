import { consumer } from '../shared/messages.ts';
import { wakeSaga } from '../shared/withdrawals/waiting.ts';

/** Tells a saga that waits that people, the customer or the bank have decided. */
export const handler = consumer('wake-withdrawal', ({ eventData, aggregateId }) =>
  wakeSaga(aggregateId, `${eventData['transactionId']}`),
);
