import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answerSaga, startSaga } from '../../../functions/shared/sagas.ts';

const states = mockClient(SFNClient);
const arn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:withdrawal';
const details = { $metadata: {}, message: 'no' };

beforeEach(() => {
  states.reset();
  vi.stubEnv('WITHDRAWAL_SAGA_ARN', arn);
});

describe('starting a saga', () => {
  it('names the execution by the entity', async () => {
    await startSaga('withdrawal', 'w-1', { withdrawalId: 'w-1' });
    expect(states.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      stateMachineArn: arn,
      name: 'w-1',
      input: '{"withdrawalId":"w-1"}',
    });
  });

  it('again changes nothing, and is no failure', async () => {
    states.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists(details));
    await expect(startSaga('withdrawal', 'w-1', {})).resolves.toBeUndefined();
  });

  it('passes on what else goes wrong', async () => {
    states.on(StartExecutionCommand).rejects(new Error('down'));
    await expect(startSaga('withdrawal', 'w-1', {})).rejects.toThrow('down');
  });
});

describe('answering a step', () => {
  it('hands the answer to the saga', async () => {
    expect(await answerSaga('token', { approved: true })).toBe('taken');
    expect(states.commandCalls(SendTaskSuccessCommand)[0]?.args[0].input).toEqual({
      taskToken: 'token',
      output: '{"approved":true}',
    });
  });

  it.each([
    [TaskTimedOut, 'too-late'],
    [TaskDoesNotExist, 'unknown'],
    [InvalidToken, 'unknown'],
  ] as const)('that nobody waits for is an answer: %o', async (Refused, answered) => {
    states.on(SendTaskSuccessCommand).rejects(new Refused(details));
    expect(await answerSaga('token', {})).toBe(answered);
  });

  it('passes on what else goes wrong', async () => {
    states.on(SendTaskSuccessCommand).rejects(new Error('down'));
    await expect(answerSaga('token', {})).rejects.toThrow('down');
  });
});
