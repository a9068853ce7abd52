import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { noFaults } from '../../../local/kernel/faults.ts';
import { AwsError } from '../../../local/kernel/service.ts';
import { queueArn } from '../sqs/support.ts';
import { entry, ruleArn, startEvents, template, toQueue } from './support.ts';

it('sends what a queue does not let in to the dead-letter queue at once, saying why', async () => {
  const { put, sqs, warnings } = startEvents(
    [...template, toQueue('orders', { DeadLetterConfig: { Arn: queueArn('dead') } })],
    { permits: ({ resource }) => resource === queueArn('dead') },
  );
  await put(entry());
  const [dead] = sqs.receive(queueArn('dead'), 1);
  expect(dead?.attributes).toMatchObject({
    RULE_ARN: { StringValue: ruleArn('to-orders') },
    TARGET_ARN: { StringValue: queueArn('orders') },
    ERROR_CODE: { StringValue: 'NO_PERMISSIONS' },
    RETRY_ATTEMPTS: { StringValue: '0' },
  });
  expect(warnings).toEqual([]);
});

it('asks a queue by the ARN of the rule, and warns of what is lost', async () => {
  const asked: unknown[] = [];
  const { put, warnings } = startEvents([...template, toQueue('orders')], {
    permits: (call) => {
      asked.push(call);
      return false;
    },
  });
  await put(entry());
  expect(asked).toContainEqual({
    principal: 'events.amazonaws.com',
    action: 'sqs:SendMessage',
    resource: queueArn('orders'),
    sourceArn: ruleArn('to-orders'),
  });
  expect(warnings).toHaveLength(1);
});

it('warns when the dead-letter queue does not let an event in either', async () => {
  const { put, sqs, warnings } = startEvents(
    [...template, toQueue('orders', { DeadLetterConfig: { Arn: queueArn('dead') } })],
    { permits: () => false },
  );
  await put(entry());
  expect(warnings).toEqual([expect.stringContaining('does not let it in')]);
  expect(sqs.activity().ready).toBe(0);
});

const failing = (times: number) => {
  let left = times;
  return () => {
    if (left-- > 0) throw new AwsError('ServiceUnavailable', 'try later', { status: 503 });
  };
};

it('tries again with growing pauses until the target takes the event', async () => {
  const { put, bodies, events, world } = startEvents([...template, toQueue('orders')], {
    send: failing(3),
  });
  await put(entry());
  expect(events.activity()).toMatchObject({ delayed: 1 });
  await world.timeline.advance(500);
  expect(bodies('orders')).toEqual([]);
  await world.timeline.advance(7_000);
  expect(bodies('orders')).toHaveLength(1);
  expect(events.activity()).toEqual({ ready: 0, inFlight: 0, delayed: 0, nextDueMs: undefined });
});

it.each([
  ['MaximumRetryAttempts', { MaximumRetryAttempts: 2 }, '2'],
  ['MaximumEventAgeInSeconds', { MaximumEventAgeInSeconds: 60 }, '6'],
])('gives up at %s', async (condition, RetryPolicy, attempts) => {
  const { put, sqs, world } = startEvents(
    [...template, toQueue('orders', { RetryPolicy, DeadLetterConfig: { Arn: queueArn('dead') } })],
    {
      faults: {
        ...noFaults,
        rejection: (point) => (point === 'events.deliver' ? 'InternalFailure' : undefined),
      },
    },
  );
  await put(entry());
  await world.timeline.advance(120_000);
  const [dead] = sqs.receive(queueArn('dead'), 10);
  expect(dead?.attributes['EXHAUSTED_RETRY_CONDITION']?.StringValue).toBe(condition);
  expect(dead?.attributes['RETRY_ATTEMPTS']?.StringValue).toBe(attempts);
});

it('keeps a delivery that is to be tried again over a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'events-'));
  const path = join(folder, 'local.sqlite');
  const resources = [...template, toQueue('orders')];
  await startEvents(resources, { path, send: failing(99) }).put(entry({ n: 1 }));
  const after = startEvents(resources, { path });
  after.events.start();
  await after.world.timeline.advance(2_000);
  expect(after.bodies('orders')).toMatchObject([{ detail: { n: 1 } }]);
  rmSync(folder, { recursive: true });
});

it('counts attempts on over a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'events-'));
  const path = join(folder, 'local.sqlite');
  const policy = {
    RetryPolicy: { MaximumRetryAttempts: 2 },
    DeadLetterConfig: { Arn: queueArn('dead') },
  };
  const resources = [...template, toQueue('orders', policy)];
  const faults = {
    ...noFaults,
    rejection: (point: string) => (point === 'events.deliver' ? 'InternalFailure' : undefined),
  };
  const before = startEvents(resources, { path, faults });
  await before.put(entry());
  await before.world.timeline.advance(1_000);
  await before.world.storage.durable();
  const after = startEvents(resources, { path, faults, startMs: before.world.timeline.now() });
  after.events.start();
  expect(after.events.activity()).toEqual(before.events.activity());
  await after.world.timeline.advance(2_000);
  expect(after.sqs.activity(queueArn('dead')).ready).toBe(1);
  rmSync(folder, { recursive: true });
});

it('delivers twice and late when a fault says so', async () => {
  const { put, bodies, world } = startEvents([...template, toQueue('orders')], {
    faults: { ...noFaults, arrivalsMs: (point) => (point === 'events.deliver' ? [0, 3_000] : [0]) },
  });
  await put(entry());
  expect(bodies('orders')).toHaveLength(1);
  await world.timeline.advance(3_000);
  expect(bodies('orders')).toHaveLength(1);
});
