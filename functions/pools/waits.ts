import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { required } from '../shared/env.ts';
import { type Answered, answerSaga } from '../shared/sagas.ts';
import { dynamo } from '../shared/store/client.ts';
import { readGuard } from '../shared/store/guards.ts';

/** What a pool's saga waits for: the end of the time to commit, a dealer who does not answer, or people who talk to it. */
export type Wait = 'end' | 'dealer' | 'people';

/** That the gold of a closed pool is not bought yet, who has to do something about it, and a code of why. */
export interface Delay {
  readonly waitsFor: 'dealer' | 'people';
  readonly why: string;
}

/** Why it need not wait any longer. */
export type Because = 'target' | 'operations' | 'retry' | 'cancelled';

const guardOf = (poolId: string): string => `pool-wait#${poolId}`;

/**
 * Remembers what is waited for, and who must be answered, if anybody. Look after it whether there is nothing to wait for
 * any more: nobody else will.
 */
export const rememberWait = async (
  poolId: string,
  wait: Wait,
  { taskToken = '', why = '' }: { readonly taskToken?: string; readonly why?: string },
): Promise<void> => {
  await dynamo.send(
    new UpdateItemCommand({
      TableName: required('guardsTable'),
      Key: { guard: { S: guardOf(poolId) } },
      UpdateExpression: 'SET waits = :wait, taskToken = :token, why = :why',
      ExpressionAttributeValues: {
        ':wait': { S: wait },
        ':token': { S: taskToken },
        ':why': { S: why },
      },
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

/** Why the gold of a closed pool is not bought; undefined when nothing stands in the way. */
export const delayOf = async (poolId: string): Promise<Delay | undefined> => {
  const guard = await readGuard(guardOf(poolId));
  const wait = guard?.['waits']?.S;
  if (wait !== 'dealer' && wait !== 'people') return undefined;
  return { waitsFor: wait, why: guard?.['why']?.S ?? '' };
};
