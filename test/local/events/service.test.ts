import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { noFaults } from '../../../local/kernel/faults.ts';
import { AwsError } from '../../../local/kernel/service.ts';
import { queue, queueArn } from '../sqs/support.ts';
import { bus, entry, functionArn, rule, ruleArn, startEvents } from './support.ts';

const toQueue = (name: string, target: object = {}) =>
  rule(`to-${name}`, {
    EventBusName: 'assay',
    EventPattern: { source: ['assay.wallet'] },
    Targets: [{ Id: 'queue', Arn: queueArn(name), ...target }],
  });

const template = [bus('assay'), queue('orders'), queue('dead')];

it('delivers an event to every rule that wants it, in the envelope of EventBridge', async () => {
  const { put, bodies } = startEvents([
    ...template,
    queue('other'),
    toQueue('orders'),
    toQueue('other'),
  ]);
  const answer = await put(entry({ grams: '10' }), entry({}, { Source: 'assay.user' }));
  expect(answer.FailedEntryCount).toBe(0);
  expect(bodies('orders')).toEqual([
    {
      version: '0',
      id: answer.Entries[0]?.['EventId'],
      'detail-type': 'GoldPurchased',
      source: 'assay.wallet',
      account: '000000000000',
      time: '2026-11-23T09:00:00Z',
      region: 'eu-west-1',
      resources: [],
      detail: { grams: '10' },
    },
  ]);
  expect(bodies('other')).toHaveLength(1);
});

it('keeps buses apart, and lets disabled rules be', async () => {
  const { put, bodies } = startEvents([
    ...template,
    rule('off', {
      EventBusName: 'assay',
      State: 'DISABLED',
      EventPattern: { source: ['assay.wallet'] },
      Targets: [{ Id: 'q', Arn: queueArn('orders') }],
    }),
    rule('default', {
      EventPattern: { source: ['assay.wallet'] },
      Targets: [{ Id: 'q', Arn: queueArn('orders') }],
    }),
  ]);
  await put(entry());
  expect(bodies('orders')).toEqual([]);
  await put(entry({}, { EventBusName: undefined }));
  expect(bodies('orders')).toHaveLength(1);
});

it('refuses bad entries one by one', async () => {
  const { put, bodies } = startEvents([...template, toQueue('orders')]);
  const answer = await put(
    entry(),
    entry({}, { Source: '' }),
    entry({}, { DetailType: undefined }),
    entry({}, { Detail: 'no json' }),
    entry({}, { Detail: '[1]' }),
    entry({}, { Source: 'aws.ec2' }),
    entry({}, { EventBusName: 'nowhere' }),
  );
  expect(answer.FailedEntryCount).toBe(6);
  expect(answer.Entries.map((each) => each['ErrorCode'])).toEqual([
    undefined,
    'InvalidArgument',
    'InvalidArgument',
    'MalformedDetail',
    'MalformedDetail',
    'NotAuthorizedForSourceException',
    'InvalidArgument',
  ]);
  expect(bodies('orders')).toHaveLength(1);
});

it('takes ten entries and a mebibyte in a request, no more', async () => {
  const { put } = startEvents([...template, toQueue('orders')]);
  const refused = { code: 'ValidationException' };
  await expect(put(...Array.from({ length: 11 }, () => entry()))).rejects.toMatchObject(refused);
  await expect(put(entry({ x: 'x'.repeat(1_048_576) }))).rejects.toMatchObject(refused);
  await expect(put()).rejects.toMatchObject(refused);
});

it('meters 64 KB chunks', async () => {
  const { put, world } = startEvents([bus('assay')]);
  await put(entry(), entry({ x: 'x'.repeat(65_536) }));
  expect(world.meter.report().rows).toMatchObject([
    { dimension: 'events.published', detail: 'assay', quantity: '3' },
  ]);
});

it('hands functions the event and state machines its text', async () => {
  const stateMachine = 'arn:aws:states:eu-west-1:000000000000:stateMachine:withdraw';
  const { put, invoked, executions } = startEvents([
    bus('assay'),
    rule('both', {
      EventBusName: 'assay',
      EventPattern: { source: ['assay.wallet'] },
      Targets: [
        { Id: 'f', Arn: functionArn('notify'), InputPath: '$.detail' },
        {
          Id: 's',
          Arn: stateMachine,
          RoleArn: 'arn:aws:iam::000000000000:role/start',
          InputTransformer: {
            InputPathsMap: { id: '$.detail.id' },
            InputTemplate: '{"withdrawalId": <id>}',
          },
        },
      ],
    }),
  ]);
  await put(entry({ id: 'w-1' }));
  expect(invoked).toEqual([[functionArn('notify'), { id: 'w-1' }]]);
  expect(executions).toEqual([[stateMachine, '{"withdrawalId": "w-1"}']]);
});

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

it('delivers twice and late when a fault says so', async () => {
  const { put, bodies, world } = startEvents([...template, toQueue('orders')], {
    faults: { ...noFaults, arrivalsMs: (point) => (point === 'events.deliver' ? [0, 3_000] : [0]) },
  });
  await put(entry());
  expect(bodies('orders')).toHaveLength(1);
  await world.timeline.advance(3_000);
  expect(bodies('orders')).toHaveLength(1);
});

it('asks for PutEvents on each bus once', () => {
  const { events } = startEvents([bus('assay')]);
  const caller = { kind: 'role', roleId: 'r', functionId: 'f' } as const;
  expect(
    events.permissions({ operation: 'PutEvents', input: { Entries: [entry(), entry()] }, caller }),
  ).toEqual([
    {
      action: 'events:PutEvents',
      resource: 'arn:aws:events:eu-west-1:000000000000:event-bus/assay',
    },
  ]);
});

it.each([
  ['a pattern', { EventPattern: { source: [{ regex: 'x' }] } }, 'rule bad: event pattern: source'],
  [
    'a target',
    { Targets: [{ Id: 'x', Arn: 'arn:aws:ecs:eu-west-1:000000000000:cluster/c' }] },
    'is not supported',
  ],
  ['a bus', { EventBusName: 'nowhere' }, 'there is no bus nowhere'],
  [
    'a schedule',
    { ScheduleExpression: 'rate(1 minutes)' },
    'the schedule rate(1 minutes) is not supported',
  ],
])('refuses %s that it cannot honour when it opens', (_, properties, message) => {
  expect(() => startEvents([rule('bad', properties)])).toThrow(message);
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

it('warns when the dead-letter queue does not let an event in either', async () => {
  const { put, sqs, warnings } = startEvents(
    [...template, toQueue('orders', { DeadLetterConfig: { Arn: queueArn('dead') } })],
    { permits: () => false },
  );
  await put(entry());
  expect(warnings).toEqual([expect.stringContaining('does not let it in')]);
  expect(sqs.activity().ready).toBe(0);
});
