import type { Activity } from '../kernel/activity.ts';
import type { Faults } from '../kernel/faults.ts';
import type { Resources } from '../kernel/resources.ts';
import { AwsError, type Service } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import { createPutEvents, eventTime } from './put-events.ts';
import { busNameOf, type Rule, readRules } from './rules.ts';
import { readSchedules, type SchedulerEntry } from './scheduler.ts';
import { createSchedules, type Scheduled } from './schedules.ts';
import type { Receivers } from './send-to-target.ts';
import type { Target } from './target.ts';
import type { BusEvent } from './target-input.ts';

/** EventBridge: buses, rules, their schedules, and EventBridge Scheduler. */
export interface Events extends Service {
  /** Takes up pending deliveries and starts the schedules; call it once every target is there. */
  readonly start: () => void;
  /** Fires every enabled rate now (or those with a period of at most so long); resolves when what it caused is durable. */
  readonly fireSchedules: (periodMsMax?: number) => Promise<void>;
  /** Deliveries still to be made. */
  readonly activity: () => Activity;
}

interface Options {
  readonly world: World;
  readonly resources: Resources;
  readonly targets: Receivers;
  readonly faults?: Faults;
  /** Hears of every event that is lost for good; on AWS only a metric would tell. */
  readonly warn?: (message: string) => void;
}

const scheduledEvent = (
  world: World,
  source: 'aws.events' | 'aws.scheduler',
  arn: string,
): BusEvent => ({
  version: '0',
  id: world.random.uuid(),
  'detail-type': 'Scheduled Event',
  source,
  account: world.account,
  time: eventTime(world.timeline.now()),
  region: world.region,
  resources: [arn],
  detail: {},
});

const fireAll = (deliveries: Deliveries, targets: readonly Target[], event: BusEvent): void => {
  const text = JSON.stringify(event);
  for (const target of targets) deliveries.deliver(target, event, text);
};

const scheduledOf = (
  world: World,
  deliveries: Deliveries,
  rules: readonly Rule[],
  entries: readonly SchedulerEntry[],
): readonly Scheduled[] => [
  ...rules.flatMap(({ arn, enabled, schedule, targets }) =>
    enabled && schedule !== undefined
      ? [
          {
            arn,
            schedule,
            fire: () => fireAll(deliveries, targets, scheduledEvent(world, 'aws.events', arn)),
          },
        ]
      : [],
  ),
  ...entries
    .filter(({ enabled }) => enabled)
    .map(({ name, arn, schedule, target }) => ({
      arn,
      schedule,
      fire: () => {
        world.meter.add('scheduler.invocations', 1, name);
        fireAll(deliveries, [target], scheduledEvent(world, 'aws.scheduler', arn));
      },
    })),
];

const groupByBus = (resources: Resources, rules: readonly Rule[]) => {
  const byBus = new Map<string, Rule[]>([['default', []]]);
  for (const { ref } of resources.ofType('AWS::Events::EventBus')) byBus.set(ref, []);
  for (const rule of rules) {
    const bus = byBus.get(rule.busName);
    if (bus === undefined) throw new Error(`rule ${rule.name}: there is no bus ${rule.busName}`);
    if (rule.enabled && rule.pattern !== undefined) bus.push(rule);
  }
  return byBus;
};

/** Opens the template's buses, rules and schedules. Throws, by name, for what it could not do as AWS does. */
export const createEvents = ({
  world,
  resources,
  targets,
  faults,
  warn = () => {},
}: Options): Events => {
  const rules = readRules(resources);
  const entries = readSchedules(resources);
  const all = [...rules.flatMap((rule) => rule.targets), ...entries.map(({ target }) => target)];
  const byKey = new Map(all.map((target) => [target.key, target]));
  const deliveries = createDeliveries({ world, receivers: targets, targets: byKey, faults, warn });
  const schedules = createSchedules(world, scheduledOf(world, deliveries, rules, entries));
  const rulesByBus = groupByBus(resources, rules);
  const putEvents = createPutEvents({ world, rulesByBus, deliveries, faults });
  const busArn = (name: string) =>
    `arn:aws:events:${world.region}:${world.account}:event-bus/${name}`;
  return {
    name: 'events',
    permissions: ({ operation, input }) => {
      const names = (input.Entries ?? []).map((entry: { EventBusName?: string }) =>
        busNameOf(entry.EventBusName),
      );
      return [...new Set<string>(names)].map((name) => ({
        action: `events:${operation}`,
        resource: busArn(name),
      }));
    },
    call: async ({ operation, input }) => {
      if (operation !== 'PutEvents')
        throw new AwsError(
          'UnknownOperationException',
          `EventBridge ${operation} is not in the local cloud`,
        );
      const output = putEvents(input);
      await world.storage.durable();
      return output;
    },
    start: () => {
      deliveries.resume();
      schedules.start();
    },
    fireSchedules: (periodMsMax = Number.POSITIVE_INFINITY) => {
      schedules.fireRates(periodMsMax);
      return world.storage.durable();
    },
    activity: deliveries.activity,
  };
};
