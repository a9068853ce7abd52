import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../local/events/schedule-expression.ts';
import { createSchedules } from '../../../local/events/schedules.ts';
import { createRealTimeline } from '../../../local/kernel/timeline.ts';
import { resource, START_MS } from '../sqs/support.ts';
import { createTestWorld } from '../support/world.ts';
import { functionArn, rule, startEvents } from './support.ts';

const at = (text: string) => Date.parse(text);

const nextOf = (expression: string, after: string): string | undefined => {
  const schedule = parseSchedule(expression);
  if (schedule.kind !== 'calendar') throw new Error('no calendar');
  const next = schedule.nextMs(at(after));
  return next === undefined ? undefined : new Date(next).toISOString();
};

describe('a cron expression, in UTC', () => {
  it.each([
    ['cron(0 10 * * ? *)', '2026-11-23T09:00:00Z', '2026-11-23T10:00:00.000Z'],
    ['cron(0 10 * * ? *)', '2026-11-23T10:00:00Z', '2026-11-24T10:00:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-11-23T09:16:00Z', '2026-11-23T09:30:00.000Z'],
    ['cron(0 18 ? * MON-FRI *)', '2026-11-20T18:00:00Z', '2026-11-23T18:00:00.000Z'],
    ['cron(0 8 1,15 * ? *)', '2026-11-02T00:00:00Z', '2026-11-15T08:00:00.000Z'],
    ['cron(0 0 L * ? *)', '2027-02-01T00:00:00Z', '2027-02-28T00:00:00.000Z'],
    ['cron(0 0 ? * 6L *)', '2026-11-01T00:00:00Z', '2026-11-27T00:00:00.000Z'],
    ['cron(0 0 ? * 2#3 *)', '2026-11-01T00:00:00Z', '2026-11-16T00:00:00.000Z'],
    ['cron(0 0 29 FEB ? *)', '2026-11-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['cron(30 6 1 1 ? 2028)', '2026-11-01T00:00:00Z', '2028-01-01T06:30:00.000Z'],
    ['cron(30 6 1 1 ? 2020)', '2026-11-01T00:00:00Z', undefined],
    ['at(2026-12-24T18:00:00)', '2026-11-01T00:00:00Z', '2026-12-24T18:00:00.000Z'],
  ])('%s after %s is %s', (expression, after, expected) => {
    expect(nextOf(expression, after)).toBe(expected);
  });

  it.each([
    'cron(0 10 * * * *)',
    'cron(0 10 * * ?)',
    'cron(60 10 * * ? *)',
    'cron(0 10 1W * ? *)',
    'every day',
    'rate(2 day)',
  ])('refuses %s', (expression) => expect(() => parseSchedule(expression)).toThrow());
});

const every = (expression: string, properties: object = {}) =>
  rule('tick', {
    ScheduleExpression: expression,
    Targets: [{ Id: 'f', Arn: functionArn('poll') }],
    ...properties,
  });

it('fires a rate at start-up and then every period', async () => {
  const { events, invoked, world } = startEvents([every('rate(1 minute)')]);
  events.start();
  expect(invoked).toHaveLength(1);
  expect(invoked[0]?.[1]).toMatchObject({
    source: 'aws.events',
    'detail-type': 'Scheduled Event',
    detail: {},
  });
  await world.timeline.advance(180_000);
  expect(invoked).toHaveLength(4);
});

it('fires a rate of minutes once an hour while people move the clock a long way', async () => {
  const timeline = createRealTimeline();
  const world = createTestWorld(timeline);
  let fired = 0;
  const minutely = { kind: 'rate', periodMs: 60_000 } as const;
  const fire = () => {
    fired += 1;
  };
  createSchedules(world, [{ arn: 'poll', schedule: minutely, fire }]).start();
  await timeline.advance(30 * 60_000);
  expect(fired).toBe(31);
  await timeline.advance(24 * 3_600_000);
  expect(fired).toBeGreaterThan(31 + 23);
  expect(fired).toBeLessThan(31 + 24 + 61);
  timeline.stop();
});

it('fires every rate on demand, and no disabled one', async () => {
  const { events, invoked } = startEvents([
    every('rate(1 hour)'),
    { ...every('rate(1 hour)', { State: 'DISABLED' }), arn: 'off' },
  ]);
  await events.fireSchedules();
  expect(invoked).toHaveLength(1);
});

it('fires on demand only what comes round that often', async () => {
  const { events, invoked } = startEvents([
    every('rate(1 minute)'),
    { ...every('rate(1 hour)'), arn: 'hourly' },
  ]);
  await events.fireSchedules(60_000);
  expect(invoked).toHaveLength(1);
  await events.fireSchedules();
  expect(invoked).toHaveLength(3);
});

it('fires a calendar time that passed while nothing ran, once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'schedules-'));
  const path = join(folder, 'local.sqlite');
  const daily = [every('cron(0 10 * * ? *)')];
  const first = startEvents(daily, { path });
  first.events.start();
  await first.world.timeline.advance(1_000);
  await first.world.storage.durable();
  expect(first.invoked).toEqual([]);
  const second = startEvents(daily, { path, startMs: START_MS + 3 * 86_400_000 });
  second.events.start();
  await second.world.timeline.advance(0);
  expect(second.invoked).toHaveLength(1);
  await second.world.timeline.advance(2 * 3_600_000);
  expect(second.invoked).toHaveLength(2);
  rmSync(folder, { recursive: true });
});

it('runs a schedule of EventBridge Scheduler with its own input, and meters it', async () => {
  const { events, invoked, world } = startEvents([
    resource(
      'AWS::Scheduler::Schedule',
      'nightly',
      'arn:aws:scheduler:eu-west-1:000000000000:schedule/default/nightly',
      {
        ScheduleExpression: 'cron(0 2 * * ? *)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: functionArn('sign'),
          RoleArn: 'arn:aws:iam::000000000000:role/run',
          Input: '{"job":"sign"}',
        },
      },
    ),
  ]);
  events.start();
  await world.timeline.advance(86_400_000);
  expect(invoked).toEqual([[functionArn('sign'), { job: 'sign' }]]);
  expect(world.meter.report().rows).toMatchObject([
    { dimension: 'scheduler.invocations', quantity: '1' },
  ]);
});
