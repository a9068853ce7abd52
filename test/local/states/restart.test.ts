import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { START_MS } from '../sqs/support.ts';
import { type Definition, definitionOf, startStates, task, waitingTask } from './support.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'states-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** One process after another on the same file: each is killed where it stands, and the next begins later. */
const processes = (definition: Definition) => {
  const path = join(folder, 'local.sqlite');
  return (laterSeconds = 0, other = definition) =>
    startStates(other, { path, startMs: START_MS + laterSeconds * 1000 });
};

describe('an execution whose process is killed', () => {
  it('repeats the step that ran, with the same payload', async () => {
    const process = processes(
      definitionOf({
        First: task('first', { Next: 'Second' }),
        Second: task('second', { End: true }),
      }),
    );
    const before = process();
    await before.run({ n: 1 });
    before.invocations[0]?.succeed({ n: 2 });
    await before.describe();
    expect(before.invocations).toHaveLength(2);
    const after = process();
    await after.describe();
    expect(after.invocations).toMatchObject([{ name: 'second', payload: { n: 2 } }]);
    after.invocations[0]?.succeed('done');
    expect(await after.describe()).toMatchObject({ status: 'SUCCEEDED', output: 'done' });
  });

  it('still knows the token it gave away', async () => {
    const process = processes(definitionOf({ Ask: waitingTask('ask', { End: true }) }));
    const before = process();
    await before.run();
    const { token: taskToken } = before.invocations[0]?.payload ?? {};
    before.invocations[0]?.succeed();
    await before.describe();
    const after = process();
    expect((await after.describe()).status).toBe('RUNNING');
    expect(after.invocations).toEqual([]);
    await after.call('SendTaskSuccess', { taskToken, output: '"yes"' });
    expect(await after.describe()).toMatchObject({ status: 'SUCCEEDED', output: 'yes' });
  });

  it('hands out the same token again where nobody knows whether it arrived', async () => {
    const process = processes(definitionOf({ Ask: waitingTask('ask', { End: true }) }));
    const before = process();
    await before.run();
    const after = process();
    await after.describe();
    expect(after.invocations[0]?.payload).toEqual(before.invocations[0]?.payload);
  });
});

describe('what is durable', () => {
  it('is a step, before its function is invoked', async () => {
    const path = join(folder, 'local.sqlite');
    const seen: unknown[] = [];
    const look = () => {
      const other = new DatabaseSync(path, { readOnly: true });
      const rows = other.prepare('SELECT data FROM states_frames').all();
      for (const { data } of rows) seen.push(JSON.parse(String(data)));
      other.close();
    };
    const { run } = startStates(definitionOf({ Do: task('do', { End: true }) }), {
      path,
      answers: { do: look },
    });
    expect((await run()).status).toBe('SUCCEEDED');
    expect(seen).toMatchObject([{ state: 'Do', phase: 'running' }]);
  });
});

describe('time and progress, over a restart', () => {
  it('wakes, and runs out of time, when it would have', async () => {
    const process = processes(
      definitionOf({
        Nap: { Type: 'Wait', Seconds: 100, Next: 'Ask' },
        Ask: waitingTask('ask', { TimeoutSeconds: 50, End: true }),
      }),
    );
    await process().run();
    const second = process(60);
    await second.advance(39);
    expect(second.invocations).toEqual([]);
    await second.advance(1);
    expect(second.invocations).toHaveLength(1);
    second.invocations[0]?.succeed();
    await second.describe();
    const third = process(120);
    await third.advance(29);
    expect((await third.describe()).status).toBe('RUNNING');
    await third.advance(1);
    expect(await third.describe()).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('finds what passed its time meanwhile', async () => {
    const process = processes(
      definitionOf({ Nap: { Type: 'Wait', Seconds: 100, End: true } }, { TimeoutSeconds: 500 }),
    );
    await process().run();
    const after = process(200);
    await after.advance(0);
    expect((await after.describe()).status).toBe('SUCCEEDED');
  });
});

describe('what was done, over a restart', () => {
  it('keeps the items that are done', async () => {
    const process = processes(
      definitionOf({
        Each: {
          Type: 'Map',
          MaxConcurrency: 2,
          ItemProcessor: { StartAt: 'Do', States: { Do: task('do', { End: true }) } },
          End: true,
        },
      }),
    );
    const before = process();
    await before.run(['a', 'b', 'c']);
    before.invocations[0]?.succeed('A');
    await before.describe();
    const after = process();
    await after.describe();
    expect(after.invocations.map(({ payload }) => payload)).toEqual(['b', 'c']);
    for (const { payload, succeed } of after.invocations) succeed(payload.toUpperCase());
    expect(await after.describe()).toMatchObject({ output: ['A', 'B', 'C'] });
  });

  it('goes on with the definition it was started with', async () => {
    const process = processes(definitionOf({ First: task('old', { End: true }) }));
    await process().run();
    const changed = process(0, definitionOf({ Other: task('new', { End: true }) }));
    await changed.describe();
    expect(changed.invocations.map(({ name }) => name)).toEqual(['old']);
    await changed.start({}, 'two');
    await changed.describe();
    expect(changed.invocations.map(({ name }) => name)).toEqual(['old', 'new']);
  });
});
