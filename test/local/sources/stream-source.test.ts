import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isIdle } from '../../../local/kernel/activity.ts';
import { queue, queueArn, START_MS, settled } from '../sqs/support.ts';
import {
  createStream,
  failuresOf,
  gate,
  type Handler,
  type Record,
  startSources,
  streamMapping,
} from './support.ts';

const start = (
  properties: object,
  handler: Handler,
  more: Partial<Parameters<typeof startSources>[1]> = {},
) => startSources([queue('failures'), streamMapping(properties)], { handler, ...more });

const sequence = ({ dynamodb }: Record) => dynamodb?.SequenceNumber;
const numbered = (...numbers: readonly number[]) => numbers.map((n) => String(n).padStart(21, '0'));

it('reads from the oldest record on, batch by batch, in order', async () => {
  const { sources, stream, batches } = start({ BatchSize: 2 }, () => undefined);
  for (const key of ['a', 'b', 'c']) stream.write(key, START_MS);
  sources.start();
  await settled();
  stream.write('d', START_MS);
  await settled();
  expect(batches).toEqual([['1', '2'], ['3'], ['4']]);
  expect(isIdle(sources.activity())).toBe(true);
});

it('starts behind the last record when it wants only news', async () => {
  const { sources, stream, batches } = start({ StartingPosition: 'LATEST' }, () => undefined);
  stream.write('a', START_MS);
  sources.start();
  stream.write('b', START_MS);
  await settled();
  expect(batches).toEqual([['2']]);
});

it('keeps the order of a key and lets other keys pass, lane by lane', async () => {
  const blocked = gate();
  const { sources, stream, batches } = start(
    { ParallelizationFactor: 10, BatchSize: 1 },
    (records) => (JSON.stringify(records).includes('"slow"') ? blocked.pass() : undefined),
  );
  sources.start();
  for (const key of ['slow', 'slow', 'quick-1', 'quick-2', 'quick-3']) stream.write(key, START_MS);
  await settled();
  expect(batches.flat()).toContain('1');
  expect(batches.flat()).not.toContain('2');
  expect(batches.length).toBeGreaterThan(1);
  blocked.open();
  await settled();
  expect(batches.flat()).toContain('2');
});

it('tries a failed batch again with growing pauses', async () => {
  let failures = 2;
  const { sources, stream, batches, world } = start({}, () => {
    if (failures-- > 0) throw new Error('not yet');
  });
  sources.start();
  stream.write('a', START_MS);
  await settled();
  expect(batches).toEqual([['1']]);
  expect(sources.activity()).toMatchObject({ delayed: 1, ready: 0 });
  await world.timeline.advance(1_000);
  await settled();
  expect(batches).toEqual([['1'], ['1'], ['1']]);
  expect(isIdle(sources.activity())).toBe(true);
});

it('goes on at the first record that failed', async () => {
  let bad = true;
  const { sources, stream, batches, world } = start({}, (records) => {
    const failed = records
      .map(sequence)
      .filter((each) => bad && (each === numbered(2)[0] || each === numbered(3)[0]));
    return failuresOf(failed);
  });
  for (const key of ['a', 'b', 'c']) stream.write(key, START_MS);
  sources.start();
  await settled();
  bad = false;
  await world.timeline.advance(1_000);
  await settled();
  expect(batches).toEqual([
    ['1', '2', '3'],
    ['2', '3'],
  ]);
});

it('halves a failing batch until the bad record is alone, and gives up on that one only', async () => {
  const { sources, stream, batches, world, sqs } = start(
    {
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: queueArn('failures') } },
    },
    (records) => {
      if (records.map(sequence).includes(numbered(3)[0])) throw new Error('poison');
    },
  );
  for (const key of ['a', 'b', 'c', 'd']) stream.write(key, START_MS);
  sources.start();
  await settled();
  await world.timeline.advance(60_000);
  await settled();
  expect(batches).toEqual([['1', '2', '3', '4'], ['1', '2'], ['3', '4'], ['3'], ['4']]);
  const [message] = sqs.receive(queueArn('failures'), 10);
  expect(JSON.parse(message?.body ?? '')).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
    version: '1.0',
    DDBStreamBatchInfo: {
      startSequenceNumber: numbered(3)[0],
      endSequenceNumber: numbered(3)[0],
      approximateArrivalOfFirstRecord: '2026-11-23T09:00:00.000Z',
      batchSize: 1,
      streamArn: 'arn:aws:dynamodb:eu-west-1:000000000000:table/events/stream/1',
    },
  });
});

it('gives up after the retries, with the whole batch when it may not halve it', async () => {
  const { sources, stream, batches, world, sqs } = start(
    {
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: queueArn('failures') } },
    },
    (records) => {
      if (records.map(sequence).includes(numbered(1)[0])) throw new Error('poison');
    },
  );
  for (const key of ['a', 'b']) stream.write(key, START_MS);
  sources.start();
  await settled();
  await world.timeline.advance(60_000);
  expect(batches).toEqual([
    ['1', '2'],
    ['1', '2'],
    ['1', '2'],
  ]);
  expect(sqs.activity(queueArn('failures')).ready).toBe(1);
  stream.write('c', world.timeline.now());
  await settled();
  expect(batches.at(-1)).toEqual(['3']);
});

it('gives up on what is too old', async () => {
  const { sources, stream, batches, world, sqs } = start(
    {
      MaximumRecordAgeInSeconds: 60,
      DestinationConfig: { OnFailure: { Destination: queueArn('failures') } },
    },
    () => {
      throw new Error('always');
    },
  );
  sources.start();
  stream.write('a', START_MS);
  await settled();
  await world.timeline.advance(120_000);
  await settled();
  expect(batches.length).toBeGreaterThan(3);
  expect(
    JSON.parse(sqs.receive(queueArn('failures'), 1)[0]?.body ?? '').requestContext.condition,
  ).toBe('MaximumRecordAgeExceeded');
  expect(isIdle(sources.activity())).toBe(true);
});

it('passes over what the filter does not want', async () => {
  const { sources, stream, batches } = start(
    { FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] } },
    () => undefined,
  );
  sources.start();
  stream.write('a', START_MS, 'MODIFY');
  stream.write('a', START_MS);
  await settled();
  expect(batches).toEqual([['2']]);
});

it('waits for a full batch as long as the window', async () => {
  const { sources, stream, batches, world } = start(
    { BatchSize: 2, MaximumBatchingWindowInSeconds: 3 },
    () => undefined,
  );
  sources.start();
  stream.write('a', START_MS);
  await settled();
  expect(batches).toEqual([]);
  stream.write('b', START_MS);
  await settled();
  expect(batches).toEqual([['1', '2']]);
  stream.write('c', START_MS);
  await world.timeline.advance(3_000);
  await settled();
  expect(batches[1]).toEqual(['3']);
});

it('continues after a kill where it was: nothing skipped, nothing acknowledged handled again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sources-'));
  const path = join(folder, 'local.sqlite');
  const stream = createStream();
  const properties = { ParallelizationFactor: 4, BatchSize: 1 };
  const stuck = gate();
  const first = start(
    properties,
    (records) => (sequence(records[0] as Record) === numbered(1)[0] ? stuck.pass() : undefined),
    { path, stream },
  );
  for (let n = 0; n < 20; n++) stream.write(`key-${n % 7}`, START_MS);
  first.sources.start();
  for (let turn = 0; turn < 5; turn++) await settled();
  const handled = new Set(first.batches.flat().filter((each) => each !== '1'));
  expect(handled.size).toBeGreaterThan(5);
  // Killed here: the first record's lane was at work, and nothing is closed.
  const second = start(properties, () => undefined, { path, stream });
  second.sources.start();
  for (let turn = 0; turn < 5; turn++) await settled();
  const again = second.batches.flat();
  expect(again.filter((each) => handled.has(each))).toEqual([]);
  expect(new Set([...handled, ...again]).size).toBe(20);
  expect(again).toContain('1');
  rmSync(folder, { recursive: true });
});

it('reads on when a flood has been worked off', async () => {
  const { sources, stream, batches } = start({ BatchSize: 1000 }, () => undefined);
  for (let n = 0; n < 12_000; n++) stream.write(`key-${n}`, START_MS);
  sources.start();
  for (let turn = 0; turn < 5; turn++) await settled();
  expect(batches.flat()).toHaveLength(12_000);
});

it('needs the permission to send to its failure destination', () => {
  expect(() =>
    start(
      { DestinationConfig: { OnFailure: { Destination: queueArn('failures') } } },
      () => undefined,
      {
        allows: (_, action) => action !== 'sqs:SendMessage',
      },
    ),
  ).toThrow(`does not allow sqs:SendMessage on ${queueArn('failures')}`);
});

it('does not count a split as a retry', async () => {
  const properties = { BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1 };
  const { sources, stream, batches, world, warnings } = start(properties, (records) => {
    if (records.map(sequence).includes(numbered(1)[0])) throw new Error('poison');
  });
  for (const key of ['a', 'b']) stream.write(key, START_MS);
  sources.start();
  await settled();
  await world.timeline.advance(60_000);
  await settled();
  expect(batches).toEqual([['1', '2'], ['1'], ['1'], ['2']]);
  expect(warnings.at(-1)).toContain('lost records');
});
