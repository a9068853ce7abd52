import { describe, expect, it } from 'vitest';
import type { FaultPoint } from '../../../local/kernel/faults.ts';
import {
  type Definition,
  definitionOf,
  functionArn,
  startStates,
  task,
  waitingTask,
} from './support.ts';

const alone = (state: object) => definitionOf({ Do: { End: true, ...state } });

describe('a task', () => {
  it('of lambda:invoke gets what Lambda answers, with the payload inside', async () => {
    const { run } = startStates(alone({ ...task('do'), Output: '{% $states.result %}' }), {
      answers: { do: () => ({ n: 1 }) },
    });
    expect((await run()).output).toEqual({
      ExecutedVersion: '$LATEST',
      Payload: { n: 1 },
      StatusCode: 200,
    });
  });

  it('that names a function as its resource gives and gets bare payloads', async () => {
    const { run } = startStates(
      alone({ Type: 'Task', Resource: functionArn('do'), Arguments: { n: '{% 1 + 1 %}' } }),
      { answers: { do: ({ n }) => n * 10 } },
    );
    expect((await run()).output).toBe(20);
  });

  it('knows where it stands by the context object', async () => {
    const { run } = startStates(
      alone(
        task('do', {
          Arguments: { FunctionName: functionArn('do'), Payload: '{% $states.context %}' },
        }),
      ),
      { answers: { do: (context) => context } },
    );
    expect((await run({ n: 1 })).output).toEqual({
      Execution: {
        Id: 'arn:aws:states:eu-west-1:000000000000:execution:saga:one',
        Input: { n: 1 },
        Name: 'one',
        RoleArn: 'arn:aws:iam::000000000000:role/saga',
        StartTime: '2026-11-23T09:00:00.000Z',
        RedriveCount: 0,
      },
      StateMachine: {
        Id: 'arn:aws:states:eu-west-1:000000000000:stateMachine:saga',
        Name: 'saga',
      },
      State: { EnteredTime: '2026-11-23T09:00:00.000Z', Name: 'Do', RetryCount: 0 },
    });
  });
});

describe('a task that does not succeed', () => {
  it('fails by the name of what its function threw', async () => {
    const { run, invocations, describe: told } = startStates(alone(task('do')));
    await run();
    invocations[0]?.fail('Contention', 'too many');
    expect(await told()).toEqual({
      status: 'FAILED',
      error: 'Contention',
      cause: '{"errorType":"Contention","errorMessage":"too many"}',
    });
  });

  it('that its role may not invoke is not invoked', async () => {
    const { run, invocations, warnings } = startStates(alone(task('do')), {
      denied: [functionArn('do')],
    });
    expect(await run()).toMatchObject({ status: 'FAILED', error: 'Lambda.AWSLambdaException' });
    expect(invocations).toEqual([]);
    expect(warnings).toEqual(['saga: not authorized to perform: lambda:InvokeFunction']);
  });

  it('that takes too long is given up, and what it says later counts for nothing', async () => {
    const {
      run,
      invocations,
      advance,
      describe: told,
    } = startStates(alone(task('do', { TimeoutSeconds: '{% 5 * 2 %}' })));
    await run();
    await advance(9);
    expect((await told()).status).toBe('RUNNING');
    await advance(1);
    expect(await told()).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    invocations[0]?.succeed();
    expect(await told()).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('that is tried again takes the answer of the attempt that runs, not of one given up', async () => {
    const retry = [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 1 }];
    const {
      run,
      invocations,
      advance,
      describe: told,
    } = startStates(alone(task('do', { TimeoutSeconds: 10, Retry: retry })));
    await run();
    await advance(11);
    invocations[0]?.succeed('late');
    expect((await told()).status).toBe('RUNNING');
    invocations[1]?.succeed('in time');
    expect(await told()).toMatchObject({ output: 'in time' });
  });

  it.each([
    ['states.invoke', 0],
    ['states.reply', 1],
  ] as const)('meets the fault %s as an error of Lambda', async (at, times) => {
    let called = 0;
    const { run } = startStates(alone(task('do')), {
      answers: { do: () => ++called },
      faults: {
        arrivalsMs: () => [0],
        rejection: (point: FaultPoint) => (point === at ? 'ServiceException' : undefined),
      },
    });
    expect(await run()).toMatchObject({ error: 'Lambda.ServiceException' });
    expect(called).toBe(times);
  });
});

const asking = async (more: Definition = {}) => {
  const started = startStates(alone(waitingTask('ask', more)));
  await started.run();
  const taskToken: string = started.invocations[0]?.payload.token;
  const send = async (operation: string, input: object = {}) => {
    const answer = await started.call(operation, { taskToken, ...input }).then(
      () => 'taken',
      (error) => error.code,
    );
    return answer;
  };
  return { ...started, send };
};
const yes = { output: '{"approved":true}' };

describe('a task that waits for its token', () => {
  it('goes on with the answer, not with what its function said', async () => {
    const { send, invocations, describe: told, states } = await asking();
    invocations[0]?.succeed('asked');
    expect((await told()).status).toBe('RUNNING');
    expect(states.activity()).toMatchObject({ inFlight: 0, delayed: 0 });
    expect(await send('SendTaskSuccess', yes)).toBe('taken');
    expect(await told()).toMatchObject({ status: 'SUCCEEDED', output: { approved: true } });
  });

  it('takes an answer that comes before its function has ended', async () => {
    const { send, invocations, describe: told } = await asking();
    expect(await send('SendTaskSuccess', yes)).toBe('taken');
    expect((await told()).status).toBe('SUCCEEDED');
    invocations[0]?.fail('TooLate');
    expect((await told()).status).toBe('SUCCEEDED');
  });

  it('takes one answer only, of two at once', async () => {
    const { send } = await asking();
    const both = await Promise.all([send('SendTaskSuccess', yes), send('SendTaskFailure')]);
    expect(both).toEqual(['taken', 'TaskTimedOut']);
  });

  it('fails when its function does, or when the answer is a failure', async () => {
    const broken = await asking();
    broken.invocations[0]?.fail('Broken');
    expect(await broken.describe()).toMatchObject({ status: 'FAILED', error: 'Broken' });
    expect(await broken.send('SendTaskSuccess', yes)).toBe('TaskTimedOut');
    const refused = await asking();
    await refused.send('SendTaskFailure', { error: 'Refused', cause: 'no' });
    expect(await refused.describe()).toMatchObject({ error: 'Refused', cause: 'no' });
  });

  it('refuses answers that are no JSON, too large, or to nobody', async () => {
    const { send, call } = await asking();
    expect(await send('SendTaskSuccess', { output: 'yes' })).toBe('InvalidOutput');
    const large = JSON.stringify('x'.repeat(262_144));
    expect(await send('SendTaskSuccess', { output: large })).toBe('InvalidOutput');
    const nobody = call('SendTaskSuccess', { taskToken: 'x', output: '1' });
    await expect(nobody).rejects.toMatchObject({ code: 'InvalidToken' });
    expect(await send('SendTaskSuccess', yes)).toBe('taken');
  });

  it('has a new token for each attempt', async () => {
    const again = await asking({ Retry: [{ ErrorEquals: ['Broken'], IntervalSeconds: 1 }] });
    again.invocations[0]?.fail('Broken');
    await again.describe();
    await again.advance(1);
    const [first, second] = again.invocations.map(({ payload }) => payload.token);
    expect(second).not.toBe(first);
    expect(await again.send('SendTaskSuccess', yes)).toBe('TaskTimedOut');
  });
});

describe('deadlines of a task that waits', () => {
  it('end the wait', async () => {
    const { advance, describe: told, send } = await asking({ TimeoutSeconds: 3600 });
    await advance(3600);
    expect(await told()).toMatchObject({ error: 'States.Timeout' });
    expect(await send('SendTaskSuccess', yes)).toBe('TaskTimedOut');
  });

  it('are put off by heartbeats, while they come', async () => {
    const { advance, describe: told, send, invocations } = await asking({ HeartbeatSeconds: 10 });
    invocations[0]?.succeed();
    await advance(9);
    expect(await send('SendTaskHeartbeat')).toBe('taken');
    await advance(9);
    expect((await told()).status).toBe('RUNNING');
    await advance(1);
    expect(await told()).toMatchObject({ error: 'States.HeartbeatTimeout' });
    expect(await send('SendTaskHeartbeat')).toBe('TaskTimedOut');
  });

  it('hold although its function has not ended when a heartbeat comes', async () => {
    const { advance, describe: told, send, invocations } = await asking({ HeartbeatSeconds: 10 });
    await advance(5);
    await send('SendTaskHeartbeat');
    invocations[0]?.succeed();
    await told();
    await advance(9);
    await send('SendTaskSuccess', yes);
    expect((await told()).status).toBe('SUCCEEDED');
  });
});
