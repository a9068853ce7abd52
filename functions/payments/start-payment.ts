import { consumer } from '../shared/messages.ts';
import { startSaga } from '../shared/sagas.ts';

/** Starts the saga of a payment that was ordered; again changes nothing. */
export const handler = consumer('start-payment', async ({ eventData, metadata }) => {
  const { correlationId } = metadata;
  const endToEndId = `${eventData['endToEndId']}`;
  await startSaga('payment', endToEndId, { endToEndId, correlationId });
});
