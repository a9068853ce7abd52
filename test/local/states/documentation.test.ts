import { describe, expect, it } from 'vitest';
import { definitionOf, functionArn, startStates, task } from './support.ts';

/** What AWS's own documentation says that its examples give. */
describe('examples of the Developer Guide', () => {
  it('"Transforming data with JSONata": arguments, evaluated and not', async () => {
    const { run } = startStates(
      definitionOf({
        Name: { Type: 'Pass', Assign: { customerName: 'María' }, Next: 'Do' },
        Do: {
          Type: 'Task',
          Resource: functionArn('do'),
          Arguments: {
            static: 'Hello',
            title: '{% $states.input.title %}',
            name: '{% $customerName %}',
            'not-evaluated': '$customerName',
          },
          End: true,
        },
      }),
      { answers: { do: (payload) => payload } },
    );
    expect((await run({ title: 'Doctor' })).output).toEqual({
      static: 'Hello',
      title: 'Doctor',
      name: 'María',
      'not-evaluated': '$customerName',
    });
  });

  it('"Passing data between states with variables": values are those on entry', async () => {
    const { run } = startStates(
      definitionOf({
        Start: { Type: 'Pass', Assign: { x: 3, a: 6 }, Next: 'Swap' },
        Swap: { Type: 'Pass', Assign: { x: '{% $a %}', nextX: '{% $x %}' }, Next: 'Tell' },
        Tell: { Type: 'Pass', Output: ['{% $x %}', '{% $nextX %}'], End: true },
      }),
    );
    expect((await run()).output).toEqual([6, 3]);
  });
});

describe('examples of branches in the Developer Guide', () => {
  it('"Parallel workflow state": the outputs of the branches, in their order', async () => {
    const { run } = startStates(
      definitionOf({
        'Lookup Customer Info': {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'LookupAddress', States: { LookupAddress: task('address', { End: true }) } },
            { StartAt: 'LookupPhone', States: { LookupPhone: task('phone', { End: true }) } },
          ],
          End: true,
        },
      }),
      { answers: { address: () => ({ street: '1' }), phone: ({ id }) => ({ of: id }) } },
    );
    expect((await run({ id: 7 })).output).toEqual([{ street: '1' }, { of: 7 }]);
  });

  it('"Using Map state in Inline mode": items, one by one', async () => {
    const { run } = startStates(
      definitionOf({
        'Validate All': {
          Type: 'Map',
          Items: '{% $states.input.shipped %}',
          ItemSelector: {
            parcel: '{% $states.context.Map.Item.Value %}',
            courier: '{% $states.input.`delivery-partner` %}',
          },
          ItemProcessor: {
            ProcessorConfig: { Mode: 'INLINE' },
            StartAt: 'Validate',
            States: { Validate: task('ship-val', { End: true }) },
          },
          End: true,
        },
      }),
      { answers: { 'ship-val': ({ parcel, courier }) => `${courier}: ${parcel.prod}` } },
    );
    const shipped = [{ prod: 'R31' }, { prod: 'S39' }];
    expect((await run({ 'delivery-partner': 'UQS', shipped })).output).toEqual([
      'UQS: R31',
      'UQS: S39',
    ]);
  });
});

describe('examples of errors in the Developer Guide', () => {
  it.each([
    ['three retries, after 3, 6 and 12 seconds', {}, [3, 6, 12]],
    ['no longer than MaxDelaySeconds', { MaxDelaySeconds: 5 }, [3, 5, 5]],
  ])('"Handling errors": %s', async (_, more, seconds) => {
    const retrier = { ErrorEquals: ['States.ALL'], IntervalSeconds: 3, MaxAttempts: 3, ...more };
    const {
      run,
      invocations,
      advance,
      describe: told,
    } = startStates(
      definitionOf({ Do: task('do', { Retry: [{ ...retrier, BackoffRate: 2 }], End: true }) }),
    );
    await run();
    for (const [tries, pause] of seconds.entries()) {
      invocations.at(-1)?.fail('Broken');
      await told();
      await advance(pause - 0.001);
      expect(invocations).toHaveLength(tries + 1);
      await advance(0.001);
      expect(invocations).toHaveLength(tries + 2);
    }
  });
});
