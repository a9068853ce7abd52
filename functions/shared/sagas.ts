import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { type Saga, sagaArns } from '../../domain/shared/names.ts';
import { required } from './env.ts';

const states = new SFNClient({ maxAttempts: 4 });

/**
 * Starts a saga for an entity, whose id (at most 80 letters, digits, `-` and `_`) names the execution: a second start of
 * the same does nothing, for as long as it runs and 90 days after.
 */
export const startSaga = async (saga: Saga, id: string, input: object): Promise<void> => {
  try {
    await states.send(
      new StartExecutionCommand({
        stateMachineArn: required(sagaArns[saga]),
        name: id,
        input: JSON.stringify(input),
      }),
    );
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
};

/** What became of an answer: taken; too late, since the step ended or was answered before; or no step ever had this token. */
export type Answered = 'taken' | 'too-late' | 'unknown';

/** Answers a step that waits: the saga goes on with `answer`. */
export const answerSaga = async (taskToken: string, answer: object): Promise<Answered> => {
  try {
    await states.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(answer) }));
    return 'taken';
  } catch (error) {
    if (error instanceof TaskTimedOut) return 'too-late';
    if (error instanceof TaskDoesNotExist || error instanceof InvalidToken) return 'unknown';
    throw error;
  }
};
