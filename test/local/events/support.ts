import { createEvents } from '../../../local/events/service.ts';
import type { Faults } from '../../../local/kernel/faults.ts';
import type { ServiceCall } from '../../../local/kernel/resource-policies.ts';
import type { Resource } from '../../../local/kernel/resources.ts';
import { createSqs } from '../../../local/sqs/service.ts';
import { queue, queueArn, resource, resourcesOf, worldAt } from '../sqs/support.ts';

export const ruleArn = (name: string) => `arn:aws:events:eu-west-1:000000000000:rule/${name}`;
export const functionArn = (name: string) =>
  `arn:aws:lambda:eu-west-1:000000000000:function:${name}`;

export const bus = (name: string): Resource =>
  resource(
    'AWS::Events::EventBus',
    name,
    `arn:aws:events:eu-west-1:000000000000:event-bus/${name}`,
    {},
  );

export const rule = (name: string, properties: Resource['properties']): Resource =>
  resource('AWS::Events::Rule', name, ruleArn(name), properties);

interface Options {
  readonly path?: string;
  readonly faults?: Faults;
  readonly permits?: (call: ServiceCall) => boolean;
  readonly send?: () => void;
  readonly startMs?: number;
}

/** EventBridge with real queues, and functions and state machines that only note what they got. */
export const startEvents = (resources: readonly Resource[], options: Options = {}) => {
  const world = worldAt(options.path, options.startMs);
  const template = resourcesOf(...resources);
  const sqs = createSqs({ world, resources: template });
  const invoked: (readonly [string, unknown])[] = [];
  const executions: (readonly [string, string])[] = [];
  const warnings: string[] = [];
  const events = createEvents({
    world,
    resources: template,
    warn: (message) => warnings.push(message),
    ...(options.faults && { faults: options.faults }),
    targets: {
      send: (...message) => {
        options.send?.();
        sqs.send(...message);
      },
      invokeAsync: (arn, payload) => void invoked.push([arn, payload]),
      startExecution: (arn, input) => void executions.push([arn, input]),
      iam: { allowsService: options.permits ?? (() => true), allows: () => true },
    },
  });
  const put = (...entries: readonly object[]) =>
    events.call({
      operation: 'PutEvents',
      input: { Entries: entries },
      caller: { kind: 'cloud', name: 'test' },
    }) as Promise<{ FailedEntryCount: number; Entries: Record<string, string>[] }>;
  const bodies = (name: string) =>
    sqs.receive(queueArn(name), 100).map(({ body }) => JSON.parse(body));
  return { world, sqs, events, put, bodies, invoked, executions, warnings };
};

export const entry = (detail: object = {}, more: object = {}) => ({
  Source: 'assay.wallet',
  DetailType: 'GoldPurchased',
  Detail: JSON.stringify(detail),
  EventBusName: 'assay',
  ...more,
});

/** A rule that hands what wallets say to a queue. */
export const toQueue = (name: string, target: object = {}) =>
  rule(`to-${name}`, {
    EventBusName: 'assay',
    EventPattern: { source: ['assay.wallet'] },
    Targets: [{ Id: 'queue', Arn: queueArn(name), ...target }],
  });

/** A bus, a queue for what it tells, and one for what cannot be told. */
export const template = [bus('assay'), queue('orders'), queue('dead')];
