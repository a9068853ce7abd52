import { describe, expect, it } from 'vitest';
import { definitionOf, executionArn, machineArn, startStates, task } from './support.ts';

const twoSteps = definitionOf({
  First: { Type: 'Pass', Next: 'Second' },
  Second: task('do', { End: true }),
});
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error) => error.code,
  );

describe('StartExecution', () => {
  it('again with the same name and input, while it runs, is the same execution', async () => {
    const { start, invocations, describe: told } = startStates(twoSteps);
    const first = await start({ n: 1 });
    await told();
    expect(await start({ n: 1 })).toEqual(first);
    await told();
    expect(invocations).toHaveLength(1);
  });

  it('with the same name is refused for another input, and after the end for 90 days', async () => {
    const { start, invocations, describe: told, advance, history } = startStates(twoSteps);
    await start({ n: 1 });
    await told();
    expect(await codeOf(start({ n: 2 }))).toBe('ExecutionAlreadyExists');
    invocations[0]?.succeed();
    await told();
    await advance(89 * 86_400);
    expect(await codeOf(start({ n: 1 }))).toBe('ExecutionAlreadyExists');
    await advance(2 * 86_400);
    expect(await codeOf(start({ n: 1 }))).toBe('no error');
    await told();
    // Nothing is left of the first.
    expect(await history()).toHaveLength(5);
  });

  it.each([
    [{ name: 'a b' }, 'InvalidName'],
    [{ name: 'x'.repeat(81) }, 'InvalidName'],
    [{ input: '{' }, 'InvalidExecutionInput'],
    [{ input: JSON.stringify('x'.repeat(262_144)) }, 'InvalidExecutionInput'],
    [{ stateMachineArn: machineArn('other') }, 'StateMachineDoesNotExist'],
  ])('with %o is refused', async (input, code) => {
    const { call } = startStates(twoSteps);
    const given = { stateMachineArn: machineArn(), ...input };
    expect(await codeOf(call('StartExecution', given))).toBe(code);
  });

  it('without a name makes one up', async () => {
    const { call } = startStates(twoSteps);
    const given = { stateMachineArn: machineArn() };
    const one = await call('StartExecution', given);
    expect((await call('StartExecution', given)).executionArn).not.toBe(one.executionArn);
  });
});

describe('what is told of executions', () => {
  it('is their course, in pages and from either end', async () => {
    const { run, invocations, history, call, describe: told } = startStates(twoSteps);
    await run({ n: 1 });
    invocations[0]?.succeed(7);
    await told();
    expect(await history()).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    const given = { executionArn: executionArn('one'), maxResults: 1, reverseOrder: true };
    const { events, nextToken } = await call('GetExecutionHistory', given);
    expect(events).toEqual([
      {
        id: 8,
        previousEventId: 7,
        timestamp: Date.UTC(2026, 10, 23, 9) / 1000,
        type: 'ExecutionSucceeded',
        executionSucceededEventDetails: { output: '7' },
      },
    ]);
    const next = await call('GetExecutionHistory', { ...given, nextToken });
    expect(next.events[0].stateExitedEventDetails).toEqual({ name: 'Second', output: '7' });
  });

  it('is a list by status', async () => {
    const { start, call, invocations, describe: told } = startStates(twoSteps);
    for (const name of ['a', 'b', 'c']) await start({}, name);
    await told('a');
    invocations[1]?.succeed();
    await told('b');
    const list = async (more: object) => {
      const given = { stateMachineArn: machineArn(), ...more };
      const { executions } = await call('ListExecutions', given);
      return executions.map(({ name }: { name: string }) => name);
    };
    expect(await list({})).toEqual(['a', 'b', 'c']);
    expect(await list({ statusFilter: 'RUNNING' })).toEqual(['a', 'c']);
    expect(await list({ statusFilter: 'SUCCEEDED' })).toEqual(['b']);
    expect(await list({ maxResults: 2, nextToken: '2' })).toEqual(['c']);
  });

  it('is nothing where there is none', async () => {
    const { call } = startStates(twoSteps);
    for (const operation of ['DescribeExecution', 'GetExecutionHistory', 'StopExecution'])
      expect(await codeOf(call(operation, { executionArn: executionArn('x') }))).toBe(
        'ExecutionDoesNotExist',
      );
    const { definition } = await call('DescribeStateMachine', { stateMachineArn: machineArn() });
    expect(JSON.parse(definition)).toEqual(twoSteps);
    expect(await codeOf(call('CreateActivity'))).toBe('UnknownOperationException');
  });
});

describe('the end of an execution from outside', () => {
  it('is its own timeout', async () => {
    const {
      run,
      advance,
      describe: told,
      invocations,
      states,
    } = startStates({
      ...twoSteps,
      TimeoutSeconds: 60,
    });
    await run();
    await advance(60);
    expect(await told()).toMatchObject({ status: 'TIMED_OUT' });
    invocations[0]?.succeed();
    expect(await told()).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
    expect(states.activity()).toMatchObject({ inFlight: 0 });
  });

  it('is whoever stops it', async () => {
    const { run, call, describe: told, invocations } = startStates(twoSteps);
    await run();
    const given = { executionArn: executionArn('one'), error: 'Enough', cause: 'by hand' };
    await call('StopExecution', given);
    invocations[0]?.succeed();
    expect(await told()).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'by hand' });
    await call('StopExecution', { executionArn: executionArn('one'), error: 'Again' });
    expect(await told()).toMatchObject({ error: 'Enough' });
  });

  it('may come before it has begun', async () => {
    const { start, call, describe: told, invocations, warnings } = startStates(twoSteps);
    const starting = start();
    await call('StopExecution', { executionArn: executionArn('one') });
    await starting;
    expect((await told()).status).toBe('ABORTED');
    expect([invocations, warnings]).toEqual([[], []]);
  });

  it('is a history that has no room for more', async () => {
    const {
      run,
      describe: told,
      transitions,
    } = startStates(definitionOf({ Loop: { Type: 'Pass', Next: 'Loop' } }));
    await run();
    while ((await told()).status === 'RUNNING');
    expect(await told()).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(transitions()).toBeLessThan(12_501);
  }, 30_000);
});

describe('transitions', () => {
  it('are the states that were entered', async () => {
    const { run, invocations, describe: told, transitions } = startStates(twoSteps);
    await run();
    invocations[0]?.succeed();
    await told();
    expect(transitions()).toBe(2);
  });

  it('are retries too, and the states of every branch and item', async () => {
    const started = startStates(
      definitionOf({
        Each: {
          Type: 'Map',
          ItemProcessor: {
            StartAt: 'Do',
            States: {
              Do: task('do', {
                Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1 }],
                Next: 'Last',
              }),
              Last: { Type: 'Pass', End: true },
            },
          },
          End: true,
        },
      }),
    );
    await started.run([1, 2]);
    started.invocations[0]?.fail('Broken');
    await started.describe();
    await started.advance(1);
    for (const { succeed } of started.invocations) succeed();
    expect((await started.describe()).status).toBe('SUCCEEDED');
    // One Map, two items of two states, one retry.
    expect(started.transitions()).toBe(6);
  });
});
