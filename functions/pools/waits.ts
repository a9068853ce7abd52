import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { required } from '../shared/env.ts';
import { type Answered, answerSaga } from '../shared/sagas.ts';
import { dynamo } from '../shared/store/client.ts';
import { readGuard } from '../shared/store/guards.ts';

/** What a pool's saga waits for: the end of the time to commit, or people who talk to the dealer. */
export type Wait = 'end' | 'people';

/** Why it need not wait any longer. */
export type Because = 'target' | 'operations' | 'retry' | 'cancelled';

const guardOf = (poolId: string): string => `pool-wait#${poolId}`;

/** Remembers who must be answered. Look after it whether there is nothing to wait for any more: nobody else will. */
export const rememberWait = async (
  poolId: string,
  wait: Wait,
  taskToken: string,
): Promise<void> => {
  await dynamo.send(
    new UpdateItemCommand({
      TableName: required('guardsTable'),
      Key: { guard: { S: guardOf(poolId) } },
      UpdateExpression: 'SET waits = :wait, taskToken = :token',
      ExpressionAttributeValues: { ':wait': { S: wait }, ':token': { S: taskToken } },
    }),
  );
};

/** Tells the saga to go on, where it waits for one of these; `none` when it does not (yet, or any more). */
export const endWait = async (
  poolId: string,
  waits: readonly Wait[],
  because: Because,
): Promise<Answered | 'none'> => {
  const guard = await readGuard(guardOf(poolId));
  const token = guard?.['taskToken']?.S;
  const wait = guard?.['waits']?.S;
  if (token === undefined || !waits.some((name) => name === wait)) return 'none';
  return answerSaga(token, { because });
};
