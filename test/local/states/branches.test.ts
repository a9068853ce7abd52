import { describe, expect, it } from 'vitest';
import { definitionOf, startStates, task } from './support.ts';

const branch = (states: Parameters<typeof definitionOf>[0]) => {
  const { StartAt, States } = definitionOf(states);
  return { StartAt, States };
};

const fan = (more: object = {}) =>
  definitionOf({
    Fan: {
      Type: 'Parallel',
      Branches: [
        branch({ A: task('a', { End: true }) }),
        branch({
          B: { Type: 'Pass', Next: 'C' },
          C: task('c', { End: true }),
        }),
      ],
      End: true,
      ...more,
    },
  });

describe('Parallel', () => {
  it('gives its input to each branch, and their outputs in the order of branches', async () => {
    const { run, invocations, describe: told } = startStates(fan());
    await run({ n: 1 });
    expect(invocations.map(({ name, payload }) => [name, payload])).toEqual([
      ['a', { n: 1 }],
      ['c', { n: 1 }],
    ]);
    invocations[1]?.succeed('second');
    expect((await told()).status).toBe('RUNNING');
    invocations[0]?.succeed('first');
    expect(await told()).toMatchObject({ status: 'SUCCEEDED', output: ['first', 'second'] });
  });

  it('ends its other branches when one fails, and can be caught', async () => {
    const caught = definitionOf({
      ...(fan({ Catch: [{ ErrorEquals: ['Broken'], Next: 'Mend' }] })['States'] as object),
      Mend: { Type: 'Pass', Output: '{% $states.input.Error %}', End: true },
    });
    const { run, invocations, describe: told } = startStates(caught);
    await run();
    invocations[0]?.fail('Broken');
    expect(await told()).toMatchObject({ status: 'SUCCEEDED', output: 'Broken' });
    invocations[1]?.succeed('too late');
    expect(await told()).toMatchObject({ output: 'Broken' });
  });

  it('starts all of its branches again when it is retried', async () => {
    const retried = fan({ Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 5 }] });
    const { run, invocations, advance, describe: told } = startStates(retried);
    await run();
    invocations[0]?.fail('Broken');
    await told();
    await advance(5);
    expect(invocations.map(({ name }) => name)).toEqual(['a', 'c', 'a', 'c']);
  });

  it('reads variables of outside, and keeps its own inside', async () => {
    const { run } = startStates(
      definitionOf({
        Set: { Type: 'Pass', Assign: { outer: 1 }, Next: 'Fan' },
        Fan: {
          Type: 'Parallel',
          Branches: [
            branch({
              In: { Type: 'Pass', Assign: { inner: '{% $outer + 1 %}' }, Next: 'Out' },
              Out: { Type: 'Pass', Output: '{% $inner %}', End: true },
            }),
          ],
          Next: 'After',
        },
        After: {
          Type: 'Pass',
          Output: '{% { "in": $states.input, "inner": $exists($inner) } %}',
          End: true,
        },
      }),
    );
    expect((await run()).output).toEqual({ in: [2], inner: false });
  });
});

const each = (more: object = {}) =>
  definitionOf({
    Each: {
      Type: 'Map',
      Items: '{% $states.input.shards %}',
      ItemSelector: {
        shard: '{% $states.context.Map.Item.Value %}',
        at: '{% $states.context.Map.Item.Index %}',
        pool: '{% $states.input.pool %}',
      },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        ...branch({ Allocate: task('allocate', { End: true }) }),
      },
      End: true,
      ...more,
    },
  });
const input = { pool: 'p', shards: ['x', 'y', 'z'] };

describe('Map', () => {
  it('runs its processor for each item, and gathers the outputs in the order of items', async () => {
    const { run, invocations, describe: told } = startStates(each());
    await run(input);
    expect(invocations.map(({ payload }) => payload)).toEqual([
      { shard: 'x', at: 0, pool: 'p' },
      { shard: 'y', at: 1, pool: 'p' },
      { shard: 'z', at: 2, pool: 'p' },
    ]);
    for (const { payload, succeed } of invocations.toReversed()) succeed(payload.shard);
    expect(await told()).toMatchObject({ status: 'SUCCEEDED', output: ['x', 'y', 'z'] });
  });

  it('runs no more than MaxConcurrency at once', async () => {
    const { run, invocations, describe: told } = startStates(each({ MaxConcurrency: 2 }));
    await run(input);
    expect(invocations).toHaveLength(2);
    invocations[0]?.succeed();
    await told();
    expect(invocations).toHaveLength(3);
  });

  it.each([{}, { MaxConcurrency: 100 }])('runs 40 at once at most: %o', async (more) => {
    const { run, invocations } = startStates(each(more));
    await run({ pool: 'p', shards: Array.from({ length: 50 }, (_, index) => index) });
    expect(invocations).toHaveLength(40);
  });

  it('of one item is a list of one', async () => {
    const { run } = startStates(each(), { answers: { allocate: ({ shard }) => shard } });
    expect((await run({ pool: 'p', shards: ['x'] })).output).toEqual(['x']);
  });

  it('of nothing is an empty list', async () => {
    expect(await startStates(each()).run({ pool: 'p', shards: [] })).toMatchObject({
      status: 'SUCCEEDED',
      output: [],
    });
  });

  it('fails when one item does', async () => {
    const { run, invocations, describe: told } = startStates(each());
    await run(input);
    invocations[1]?.fail('Broken');
    expect(await told()).toMatchObject({ status: 'FAILED', error: 'Broken' });
  });

  it('tells its item to branches inside it as well', async () => {
    const inner = branch({
      Both: {
        Type: 'Parallel',
        Branches: [
          branch({ In: { Type: 'Pass', Output: '{% $states.context.Map.Item %}', End: true } }),
        ],
        End: true,
      },
    });
    const { run } = startStates(each({ ItemProcessor: inner }));
    expect((await run({ pool: 'p', shards: ['x'] })).output).toEqual([[{ Index: 0, Value: 'x' }]]);
  });

  it('wants a list', async () => {
    const { run } = startStates(each());
    expect(await run({ pool: 'p', shards: 'x' })).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  });
});
