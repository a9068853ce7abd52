import { describe, expect, it } from 'vitest';
import { isListed } from '../../../local/states/errors.ts';
import { definitionOf, startStates, task } from './support.ts';

const retried = (retry: readonly object[], more: object = {}) =>
  startStates(
    definitionOf({
      Do: task('do', { Retry: retry, End: true, ...more }),
      Mend: {
        Type: 'Pass',
        Output: '{% { "in": $states.input, "why": $why } %}',
        End: true,
      },
    }),
  );

type Started = ReturnType<typeof retried>;

/** Fails the last invocation, and says how many seconds pass until the next, if one comes within a day. */
const failNext = async (started: Started, error = 'Broken'): Promise<number | undefined> => {
  const { invocations, describe: told, advance, states, world } = started;
  const before = invocations.length;
  invocations.at(-1)?.fail(error);
  await told();
  const { nextDueMs } = states.activity();
  if (nextDueMs === undefined) return undefined;
  const seconds = (nextDueMs - world.timeline.now()) / 1000;
  await advance(seconds);
  expect(invocations).toHaveLength(before + 1);
  return seconds;
};

const pauses = async (started: Started, error?: string): Promise<readonly number[]> => {
  await started.run();
  const all: number[] = [];
  for (let pause = await failNext(started, error); pause !== undefined; ) {
    all.push(pause);
    pause = await failNext(started, error);
  }
  return all;
};

describe('Retry', () => {
  it('tries three times more, after 1, 2 and 4 seconds, where it says nothing else', async () => {
    const started = retried([{ ErrorEquals: ['States.ALL'] }]);
    expect(await pauses(started)).toEqual([1, 2, 4]);
    expect(await started.describe()).toMatchObject({ status: 'FAILED', error: 'Broken' });
  });

  it('backs off by its own rate, up to its longest delay', async () => {
    const retry = {
      ErrorEquals: ['Broken'],
      IntervalSeconds: 3,
      BackoffRate: 1.5,
      MaxDelaySeconds: 5,
      MaxAttempts: 4,
    };
    expect(await pauses(retried([retry]))).toEqual([3, 4.5, 5, 5]);
  });

  it('draws each pause from zero to the delay under full jitter', async () => {
    const retry = {
      ErrorEquals: ['Broken'],
      IntervalSeconds: 8,
      BackoffRate: 1,
      MaxAttempts: 30,
      JitterStrategy: 'FULL',
    };
    const drawn = await pauses(retried([retry]));
    expect(drawn).toHaveLength(30);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(8);
    expect(Math.min(...drawn)).toBeLessThan(2);
    expect(new Set(drawn).size).toBeGreaterThan(20);
  });

  it('counts for each retrier, and takes the first that lists the error', async () => {
    const started = retried([
      { ErrorEquals: ['Busy'], IntervalSeconds: 1, MaxAttempts: 1 },
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 7, MaxAttempts: 1 },
    ]);
    await started.run();
    expect(await failNext(started, 'Busy')).toBe(1);
    expect(await failNext(started, 'Other')).toBe(7);
    expect(await failNext(started, 'Busy')).toBeUndefined();
  });

  it('tells the state how often it was tried again', async () => {
    const started = retried([{ ErrorEquals: ['States.ALL'] }], {
      Output: '{% $states.context.State.RetryCount %}',
    });
    await started.run();
    await failNext(started);
    await failNext(started);
    started.invocations.at(-1)?.succeed();
    expect(await started.describe()).toMatchObject({ output: 2 });
  });

  it('keeps the platform busy, which says until when', async () => {
    const started = retried([{ ErrorEquals: ['States.ALL'], IntervalSeconds: 9 }]);
    await started.run();
    started.invocations[0]?.fail('Broken');
    await started.describe();
    const nextDueMs = started.world.timeline.now() + 9000;
    expect(started.states.activity()).toMatchObject({ inFlight: 0, delayed: 1, nextDueMs });
  });
});

describe('Catch', () => {
  const caught = (errors: readonly string[], more: object = {}) =>
    retried([], {
      Catch: [
        {
          ErrorEquals: errors,
          Next: 'Mend',
          Assign: { why: '{% $states.errorOutput.Error %}' },
          ...more,
        },
      ],
    });

  it('takes over with the error, once retries are used up', async () => {
    const started = caught(['States.ALL']);
    await started.run();
    started.invocations[0]?.fail('Broken', 'x');
    expect((await started.describe()).output).toEqual({
      in: { Error: 'Broken', Cause: '{"errorType":"Broken","errorMessage":"x"}' },
      why: 'Broken',
    });
  });

  it('makes its own output', async () => {
    const Output = { id: '{% $states.input.id %}', error: '{% $states.errorOutput.Error %}' };
    const started = caught(['States.TaskFailed'], { Output });
    await started.run({ id: 7 });
    started.invocations[0]?.fail('Broken');
    expect((await started.describe()).output.in).toEqual({ id: 7, error: 'Broken' });
  });

  it('does not reach what it does not list', async () => {
    const started = caught(['Other', 'States.Timeout']);
    await started.run();
    started.invocations[0]?.fail('Broken');
    expect(await started.describe()).toMatchObject({ status: 'FAILED', error: 'Broken' });
  });

  it('that cannot be evaluated fails the execution', async () => {
    const started = caught(['States.ALL'], { Output: '{% $nothing %}' });
    await started.run();
    started.invocations[0]?.fail('Broken');
    expect(await started.describe()).toMatchObject({ error: 'States.QueryEvaluationError' });
  });
});

describe('the names of errors', () => {
  const taskWith = (errors: readonly string[]) =>
    startStates(
      definitionOf({
        Do: task('do', {
          TimeoutSeconds: 5,
          Catch: [{ ErrorEquals: errors, Next: 'Caught' }],
          End: true,
        }),
        Caught: { Type: 'Pass', Output: 'caught', End: true },
      }),
    );

  it('States.TaskFailed is every error but a timeout', async () => {
    const started = taskWith(['States.TaskFailed']);
    await started.run();
    await started.advance(5);
    expect(await started.describe()).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('States.ALL is a timeout too', async () => {
    const started = taskWith(['States.ALL']);
    await started.run();
    await started.advance(5);
    expect(await started.describe()).toMatchObject({ status: 'SUCCEEDED', output: 'caught' });
  });

  it('States.DataLimitExceeded is reached by its own name only', async () => {
    const large = 'x'.repeat(262_143);
    const wild = taskWith(['States.ALL']);
    await wild.run();
    wild.invocations[0]?.succeed(large);
    expect(await wild.describe()).toMatchObject({ error: 'States.DataLimitExceeded' });
    const named = taskWith(['States.DataLimitExceeded']);
    await named.run();
    named.invocations[0]?.succeed(large);
    expect(await named.describe()).toMatchObject({ output: 'caught' });
  });

  it('States.Runtime is reached by none', () => {
    expect(isListed(['States.ALL', 'States.Runtime'], 'States.Runtime')).toBe(false);
  });

  it('an expression that gives nothing can be caught', async () => {
    const started = startStates(
      definitionOf({
        Do: task('do', {
          Output: '{% $states.result.Payload.missing %}',
          Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught' }],
          End: true,
        }),
        Caught: { Type: 'Pass', Output: '{% $states.input.Cause %}', End: true },
      }),
    );
    await started.run();
    started.invocations[0]?.succeed({});
    expect((await started.describe()).output).toContain(
      "'$states.result.Payload.missing' specified for the field 'Output' returned nothing",
    );
  });
});
