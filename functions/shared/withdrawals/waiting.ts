import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { walletFolding } from '../../../domain/wallets/folding.ts';
import type { OpenWithdrawal } from '../../../domain/wallets/state.ts';
import { required } from '../env.ts';
import { answerSaga } from '../sagas.ts';
import { dynamo } from '../store/client.ts';
import { loadHead } from '../store/events-table.ts';
import { readGuard } from '../store/guards.ts';
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

const guardOf = (withdrawalId: string): string => `waiting#${withdrawalId}`;
const keptSeconds = 60 * 86_400;

/** Keeps the token of the step that waits now. */
export const keepToken = async (
  withdrawalId: string,
  waitsFor: WaitsFor,
  taskToken: string,
): Promise<void> => {
  await dynamo.send(
    new PutItemCommand({
      TableName: required('guardsTable'),
      Item: {
        guard: { S: guardOf(withdrawalId) },
        waitsFor: { S: waitsFor },
        taskToken: { S: taskToken },
        expiresAt: { N: `${Math.ceil(Date.now() / 1_000) + keptSeconds}` },
      },
    }),
  );
};

/**
 * Wakes the step that waits, if what it waits for has come. Two call it: the step itself once its token is kept, and
 * whoever is told of an event. Each has written before it reads (a token, an event) and reads strongly, so whichever
 * comes second sees both, and no answer is missed, however early it came. A token that is used up or too old wakes
 * nobody.
 */
export const wakeSaga = async (walletId: string, withdrawalId: string): Promise<void> => {
  const waiting = await readGuard(guardOf(withdrawalId));
  const taskToken = waiting?.['taskToken']?.S;
  if (taskToken === undefined) return;
  const status = await standingOf(walletId, withdrawalId);
  if (isOver[waiting?.['waitsFor']?.S as WaitsFor](status)) await answerSaga(taskToken, { status });
};
