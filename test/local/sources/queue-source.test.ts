import { expect, it } from 'vitest';
import { isIdle } from '../../../local/kernel/activity.ts';
import { noFaults } from '../../../local/kernel/faults.ts';
import { queue, queueArn, settled } from '../sqs/support.ts';
import { failuresOf, gate, queueMapping, startSources } from './support.ts';

const orders = queueArn('orders');

it('hands what was sent together to one invocation, in Lambda’s record shape, and deletes it', async () => {
  let seen: unknown;
  const { sources, sqs, batches, world } = startSources([queue('orders'), queueMapping()], {
    handler: ([first]) => {
      seen = first;
    },
  });
  sources.start();
  for (const body of ['a', 'b', 'c']) sqs.send(orders, body);
  await settled();
  expect(batches).toEqual([['a', 'b', 'c']]);
  expect(seen).toMatchObject({
    body: 'a',
    eventSource: 'aws:sqs',
    eventSourceARN: orders,
    awsRegion: 'eu-west-1',
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(world.timeline.now()) },
    messageAttributes: {},
  });
  expect(isIdle(sources.activity())).toBe(true);
});

it('splits by batch size and works on as many batches as its concurrency allows', async () => {
  const door = gate();
  const { sources, sqs, batches } = startSources(
    [queue('orders'), queueMapping({ BatchSize: 2, ScalingConfig: { MaximumConcurrency: 2 } })],
    { handler: door.pass },
  );
  sources.start();
  for (const body of ['a', 'b', 'c', 'd', 'e']) sqs.send(orders, body);
  await settled();
  expect(batches).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  door.open();
  await settled();
  expect(batches[2]).toEqual(['e']);
});

it('waits for a full batch as long as the window, no longer', async () => {
  const { sources, sqs, batches, world } = startSources(
    [queue('orders'), queueMapping({ BatchSize: 3, MaximumBatchingWindowInSeconds: 5 })],
    { handler: () => undefined },
  );
  sources.start();
  sqs.send(orders, 'a');
  await settled();
  await world.timeline.advance(4_999);
  expect(batches).toEqual([]);
  await world.timeline.advance(1);
  await settled();
  expect(batches).toEqual([['a']]);
  for (const body of ['b', 'c', 'd']) sqs.send(orders, body);
  await settled();
  expect(batches[1]).toEqual(['b', 'c', 'd']);
});

it('gives failed items back, the rest is done; too many tries end on the dead-letter queue', async () => {
  const { sources, sqs, batches, world } = startSources(
    [
      queue('dead'),
      queue('orders', {
        VisibilityTimeout: 60,
        RedrivePolicy: { deadLetterTargetArn: queueArn('dead'), maxReceiveCount: 2 },
      }),
      queueMapping(),
    ],
    {
      handler: (records) =>
        failuresOf(records.filter(({ body }) => body === 'bad').map(({ messageId }) => messageId)),
    },
  );
  sources.start();
  for (const body of ['good', 'bad']) sqs.send(orders, body);
  await settled();
  expect(sources.activity()).toMatchObject({
    inFlight: 1,
    nextDueMs: world.timeline.now() + 60_000,
  });
  await world.timeline.advance(200_000);
  await settled();
  expect(batches).toEqual([['good', 'bad'], ['bad']]);
  expect(sqs.receive(queueArn('dead'), 10).map(({ body }) => body)).toEqual(['bad']);
});

it.each([
  [
    'a thrown error',
    () => {
      throw new Error('boom');
    },
  ],
  ['an unknown id', () => failuresOf(['nobody'])],
  ['a null id', () => ({ batchItemFailures: [{ itemIdentifier: null }] })],
  ['no list', () => ({ batchItemFailures: 'all' })],
])('takes %s as failure of the whole batch', async (_, handler) => {
  const { sources, sqs, warnings } = startSources([queue('orders'), queueMapping()], { handler });
  sources.start();
  sqs.send(orders, 'a');
  await settled();
  expect(sqs.activity(orders).inFlight).toBe(1);
  expect(warnings).toHaveLength(1);
});

it('does not look at batchItemFailures unless the mapping says so', async () => {
  const { sources, sqs } = startSources(
    [queue('orders'), queueMapping({ FunctionResponseTypes: [] })],
    {
      handler: (records) => failuresOf(records.map(({ messageId }) => messageId)),
    },
  );
  sources.start();
  sqs.send(orders, 'a');
  await settled();
  expect(isIdle(sources.activity())).toBe(true);
});

it('drops what the filter does not want, without an invocation', async () => {
  const { sources, sqs, batches } = startSources(
    [
      queue('orders'),
      queueMapping({ FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["x"]}}' }] } }),
    ],
    { handler: () => undefined },
  );
  sources.start();
  for (const body of ['{"kind":"x"}', '{"kind":"y"}', 'text']) sqs.send(orders, body);
  await settled();
  expect(batches).toEqual([['{"kind":"x"}']]);
  expect(isIdle(sources.activity())).toBe(true);
});

it('takes up at start what was left in the queue', async () => {
  const { sources, sqs, batches } = startSources([queue('orders'), queueMapping()], {
    handler: () => undefined,
  });
  sqs.send(orders, 'before');
  await settled();
  sources.start();
  await settled();
  expect(batches).toEqual([['before']]);
});

it('bills one receive and one delete for a batch', async () => {
  const { sources, sqs, world } = startSources([queue('orders'), queueMapping()], {
    handler: () => undefined,
  });
  sources.start();
  for (const body of ['a', 'b', 'c']) sqs.send(orders, body);
  await settled();
  expect(world.meter.report().byDimension).toMatchObject([
    { dimension: 'sqs.requests', quantity: '5' },
  ]);
});

it('calls twice, or loses the answer, when a fault says so', async () => {
  const { sources, sqs, batches, world } = startSources([queue('orders'), queueMapping()], {
    handler: () => undefined,
    faults: {
      arrivalsMs: (point) => (point === 'sources.invoke' ? [0, 100] : [0]),
      rejection: (point) => (point === 'sources.reply' ? 'Runtime.ExitError' : undefined),
    },
  });
  sources.start();
  sqs.send(orders, 'a');
  await settled();
  await world.timeline.advance(100);
  expect(batches).toEqual([['a'], ['a']]);
  expect(sqs.activity(orders).inFlight).toBe(1);
  expect(noFaults.arrivalsMs('sources.invoke', '')).toEqual([0]);
});

it.each([
  [{ TumblingWindowInSeconds: 5 }, 'TumblingWindowInSeconds is not supported'],
  [{ EventSourceArn: 'arn:aws:kinesis:eu-west-1:000000000000:stream/s' }, 'is not supported'],
  [{ BatchSize: 100 }, 'needs MaximumBatchingWindowInSeconds'],
])('refuses %j when it opens', (properties, message) => {
  expect(() =>
    startSources([queue('orders'), queueMapping(properties)], { handler: () => undefined }),
  ).toThrow(message);
});

it('refuses to start without the permission to poll, naming it', () => {
  const allows = (_: string, action: string) => action !== 'sqs:DeleteMessage';
  expect(() =>
    startSources([queue('orders'), queueMapping()], { handler: () => undefined, allows }),
  ).toThrow('does not allow sqs:DeleteMessage');
});
