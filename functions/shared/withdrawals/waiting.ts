import { walletFolding } from '../../../domain/wallets/folding.ts';
import type { OpenWithdrawal } from '../../../domain/wallets/state.ts';
import { keepWaiting, waitingFor } from '../saga-tokens.ts';
import { answerSaga } from '../sagas.ts';
import { loadHead } from '../store/events-table.ts';
import { walletStream } from '../wallet-ids.ts';

/** Where a withdrawal stands, as its saga goes by. */
export type Standing = OpenWithdrawal['status'] | 'ended';

/** Reads it strongly. One that is not open any more has ended, however. */
export const standingOf = async (walletId: string, withdrawalId: string): Promise<Standing> => {
  const { state } = await loadHead(walletFolding, walletStream(walletId), true);
  return state.withdrawals[withdrawalId]?.status ?? 'ended';
};

/** What a step of the saga waits for: until people have decided, or until the bank has. */
export type WaitsFor = 'people' | 'bank';

const isOver: Readonly<Record<WaitsFor, (standing: Standing) => boolean>> = {
  people: (standing) => standing !== 'requested',
  bank: (standing) => standing === 'ended',
};

/** Keeps the token of the step that waits now. */
export const keepToken = (
  withdrawalId: string,
  waitsFor: WaitsFor,
  taskToken: string,
): Promise<void> => keepWaiting(withdrawalId, { waitsFor, taskToken });

/**
 * Wakes the step that waits, if what it waits for has come. Two call it: the step itself once its token is kept, and
 * whoever is told of an event. Each has written before it reads (a token, an event) and reads strongly, so whichever
 * comes second sees both, and no answer is missed, however early it came. A token that is used up or too old wakes
 * nobody.
 */
export const wakeSaga = async (walletId: string, withdrawalId: string): Promise<void> => {
  const waiting = await waitingFor(withdrawalId);
  if (waiting === undefined) return;
  const status = await standingOf(walletId, withdrawalId);
  if (isOver[waiting.waitsFor as WaitsFor](status)) await answerSaga(waiting.taskToken, { status });
};
