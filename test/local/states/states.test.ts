import { describe, expect, it } from 'vitest';
import { definitionOf, startStates, task } from './support.ts';

const end = { End: true };

describe('Pass and Succeed', () => {
  it('pass their input on, or what Output makes of it', async () => {
    const { run } = startStates(
      definitionOf({
        First: { Type: 'Pass', Next: 'Second' },
        Second: {
          Type: 'Pass',
          Output: { n: '{% $states.input.n + 1 %}', text: 'x' },
          Next: 'Done',
        },
        Done: { Type: 'Succeed', Output: '{% $states.input.n %}' },
      }),
    );
    expect(await run({ n: 1 })).toMatchObject({ status: 'SUCCEEDED', output: 2 });
  });

  it('assign variables for the states that follow, not for their own Output', async () => {
    const { run } = startStates(
      definitionOf({
        Set: { Type: 'Pass', Assign: { x: 1 }, Next: 'Change' },
        Change: { Type: 'Pass', Assign: { x: '{% $x + 1 %}' }, Output: '{% $x %}', Next: 'Read' },
        Read: { Type: 'Pass', Output: ['{% $states.input %}', '{% $x %}'], ...end },
      }),
    );
    expect((await run()).output).toEqual([1, 2]);
  });
});

describe('Choice', () => {
  const choose = () =>
    startStates(
      definitionOf({
        Which: {
          Type: 'Choice',
          Choices: [
            { Condition: '{% $states.input.n > 10 %}', Next: 'Large' },
            {
              Condition: '{% $states.input.n > 5 %}',
              Next: 'Middle',
              Output: { was: '{% $states.input.n %}' },
              Assign: { size: 'm' },
            },
          ],
          Default: 'Small',
        },
        Large: { Type: 'Pass', Output: 'large', ...end },
        Middle: { Type: 'Pass', Output: '{% [$states.input.was, $size] %}', ...end },
        Small: { Type: 'Pass', Output: 'small', ...end },
      }),
    );

  it('goes where the first rule that holds says', async () => {
    expect((await choose().run({ n: 11 })).output).toBe('large');
    expect((await choose().run({ n: 6 })).output).toEqual([6, 'm']);
    expect((await choose().run({ n: 5 })).output).toBe('small');
  });

  it('fails where a condition is neither true nor false', async () => {
    const odd = startStates(
      definitionOf({
        Which: { Type: 'Choice', Choices: [{ Condition: '{% 1 %}', Next: 'Done' }] },
        Done: { Type: 'Succeed' },
      }),
    );
    expect(await odd.run()).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
    });
  });

  it('fails where no rule holds and there is no default', async () => {
    const none = startStates(
      definitionOf({
        Which: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'Done' }] },
        Done: { Type: 'Succeed' },
      }),
    );
    expect(await none.run()).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
  });
});

describe('Fail', () => {
  it('ends the execution with an error and a cause, which may be expressions', async () => {
    const { run } = startStates(
      definitionOf({
        No: { Type: 'Fail', Error: 'Refused', Cause: "{% 'because of ' & $states.input.why %}" },
      }),
    );
    expect(await run({ why: 'rain' })).toMatchObject({
      status: 'FAILED',
      error: 'Refused',
      cause: 'because of rain',
    });
  });
});

describe('Wait', () => {
  it('lasts as many seconds as an expression says', async () => {
    const {
      run,
      advance,
      describe: told,
    } = startStates(
      definitionOf({ Nap: { Type: 'Wait', Seconds: '{% $states.input.s %}', ...end } }),
    );
    expect((await run({ s: 60 })).status).toBe('RUNNING');
    await advance(59);
    expect((await told()).status).toBe('RUNNING');
    await advance(1);
    expect(await told()).toMatchObject({ status: 'SUCCEEDED', output: { s: 60 } });
  });

  it('lasts until a moment, and not at all when that is past', async () => {
    const until = definitionOf({
      Nap: { Type: 'Wait', Timestamp: '{% $states.input.at %}', ...end },
    });
    const { run, advance, describe: told } = startStates(until);
    expect((await run({ at: '2026-11-23T09:00:30Z' })).status).toBe('RUNNING');
    await advance(30);
    expect((await told()).status).toBe('SUCCEEDED');
    const past = startStates(until);
    expect((await past.run({ at: '2026-11-23T08:00:00+00:00' })).status).toBe('SUCCEEDED');
  });

  it('does not keep the platform busy', async () => {
    const { run, states } = startStates(
      definitionOf({ Nap: { Type: 'Wait', Seconds: 60, ...end } }),
    );
    await run();
    expect(states.activity()).toMatchObject({ ready: 0, inFlight: 0, delayed: 0 });
  });
});

describe('Task', () => {
  it('invokes a function and goes on with its answer', async () => {
    const {
      run,
      invocations,
      describe: told,
      states,
    } = startStates(definitionOf({ Screen: task('screen', end) }));
    expect((await run({ id: 7 })).status).toBe('RUNNING');
    expect(states.activity().inFlight).toBe(1);
    expect(invocations).toMatchObject([{ name: 'screen', payload: { id: 7 } }]);
    invocations[0]?.succeed({ ok: true });
    expect(await told()).toMatchObject({ status: 'SUCCEEDED', output: { ok: true } });
    expect(states.activity().inFlight).toBe(0);
  });
});
