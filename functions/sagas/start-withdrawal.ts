import type { WithdrawalRequested } from '../../domain/wallets/withdrawal-events.ts';
import { consumer } from '../shared/messages.ts';
import { startSaga } from '../shared/sagas.ts';

/** Starts the saga of a withdrawal that was requested; again changes nothing. */
export const handler = consumer('start-withdrawal', async ({ eventData, aggregateId }) => {
  const { transactionId: withdrawalId } = eventData as WithdrawalRequested['data'];
  await startSaga('withdrawal', withdrawalId, { withdrawalId, walletId: aggregateId });
});
