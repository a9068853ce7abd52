import { waitingFor } from '../saga-tokens.ts';
import { answerSaga } from '../sagas.ts';
import { knownPayment } from './register.ts';

/**
 * Wakes the saga of a payment that the bank has ended. Two call it: the saga's own step once its token is kept, and
 * whoever is told of the bank's word. Each has written before it reads, so the later one sees both.
 */
export const wakePayment = async (endToEndId: string): Promise<void> => {
  const waiting = await waitingFor(endToEndId);
  if (waiting === undefined) return;
  const outcome = (await knownPayment(endToEndId))?.outcome;
  if (outcome !== undefined) await answerSaga(waiting.taskToken, { outcome });
};
