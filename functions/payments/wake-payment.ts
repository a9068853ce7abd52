import { consumer } from '../shared/messages.ts';
import { wakePayment } from '../shared/payments/waiting.ts';

/** Tells the saga of a payment that the bank has ended it. */
export const handler = consumer('wake-payment', ({ eventData }) =>
  wakePayment(`${eventData['endToEndId']}`),
);
