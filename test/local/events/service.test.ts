import { expect, it } from 'vitest';
import { queue, queueArn } from '../sqs/support.ts';
import { bus, entry, functionArn, rule, startEvents, template, toQueue } from './support.ts';

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
