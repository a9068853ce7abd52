import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { required } from './env.ts';
import { dynamo } from './store/client.ts';
import { readGuard } from './store/guards.ts';

const guardOf = (id: string): string => `waiting#${id}`;
const keptSeconds = 60 * 86_400;

/** The token of a saga's step that waits, and what for. */
export interface Waiting {
  readonly waitsFor: string;
  readonly taskToken: string;
}

/** Keeps the token of the step that waits now, under the id of what its saga is about. */
export const keepWaiting = async (id: string, { waitsFor, taskToken }: Waiting): Promise<void> => {
  await dynamo.send(
    new PutItemCommand({
      TableName: required('guardsTable'),
      Item: {
        guard: { S: guardOf(id) },
        waitsFor: { S: waitsFor },
        taskToken: { S: taskToken },
        expiresAt: { N: `${Math.ceil(Date.now() / 1_000) + keptSeconds}` },
      },
    }),
  );
};

/** Reads it strongly; undefined when no step ever waited. */
export const waitingFor = async (id: string): Promise<Waiting | undefined> => {
  const item = await readGuard(guardOf(id));
  const taskToken = item?.['taskToken']?.S;
  return taskToken === undefined ? undefined : { waitsFor: item?.['waitsFor']?.S ?? '', taskToken };
};
