import { type Activity, sumActivities } from '../kernel/activity.ts';
import { type Faults, noFaults } from '../kernel/faults.ts';
import type { Invoke, Outcome } from '../kernel/invoke.ts';
import type { Resources } from '../kernel/resources.ts';
import type { World } from '../kernel/world.ts';
import type { Sqs } from '../sqs/service.ts';
import { type Mapping, readMappings } from './mapping.ts';
import { createQueueSource, type Source } from './queue-source.ts';
import type { StreamReader } from './stream-record.ts';
import { createStreamSource } from './stream-source.ts';

/** Everything that triggers functions by itself: queues and streams. */
export interface Sources {
  /** Starts all mappings; call it once functions can be invoked. */
  readonly start: () => void;
  /** What all mapped queues and streams still hold. */
  readonly activity: () => Activity;
}

interface Options {
  readonly world: World;
  readonly resources: Resources;
  readonly sqs: Sqs;
  readonly streams: StreamReader;
  readonly invoke: Invoke;
  /** Whether a function's role allows an action on a resource: Lambda polls with the function's own role. */
  readonly allows: (functionArn: string, action: string, resourceArn: string) => boolean;
  readonly faults?: Faults;
  /** Hears of failed batches and lost records. */
  readonly warn?: (message: string) => void;
}

/** Source: Lambda Developer Guide, "Execution role permissions" of the SQS and DynamoDB pages. */
const neededActions: Readonly<Record<Mapping['kind'], readonly string[]>> = {
  queue: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  stream: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
};

const checkPermissions = (mapping: Mapping, allows: Options['allows']): void => {
  const needs = neededActions[mapping.kind].map((action) => [action, mapping.sourceArn] as const);
  const onFailure = mapping.kind === 'stream' ? mapping.failureArn : undefined;
  if (onFailure !== undefined) needs.push(['sqs:SendMessage', onFailure]);
  for (const [action, resourceArn] of needs)
    if (!allows(mapping.functionArn, action, resourceArn))
      throw new Error(
        `event source mapping ${mapping.id}: the role of ${mapping.functionArn} does not allow ${action} on ${resourceArn}`,
      );
};

/** The function as faults let it be seen: never called, called twice, or its answer lost. */
const faulty =
  (invoke: Invoke, faults: Faults, { timeline }: World): Invoke =>
  async (functionArn, payload) => {
    const failure = (errorType: string): Outcome => ({
      ok: false,
      errorType,
      errorMessage: 'Rejected by a fault',
    });
    const refused = faults.rejection('sources.invoke', functionArn);
    if (refused !== undefined) return failure(refused);
    const [first = 0, ...copies] = faults.arrivalsMs('sources.invoke', functionArn);
    for (const lateMs of copies) timeline.after(lateMs, () => void invoke(functionArn, payload));
    if (first > 0) await new Promise<void>((resolve) => timeline.after(first, resolve));
    const outcome = await invoke(functionArn, payload);
    const lost = faults.rejection('sources.reply', functionArn);
    return lost === undefined ? outcome : failure(lost);
  };

/**
 * Opens every event source mapping of the template. Throws, naming the mapping, when one is not supported or the
 * function's role does not let Lambda poll.
 */
export const createSources = (options: Options): Sources => {
  const { world, resources, sqs, streams, allows, faults = noFaults, warn = () => {} } = options;
  const invoke = faults === noFaults ? options.invoke : faulty(options.invoke, faults, world);
  const sources = readMappings(resources).map((mapping): Source => {
    checkPermissions(mapping, allows);
    return mapping.kind === 'queue'
      ? createQueueSource({ world, sqs, invoke, mapping, warn })
      : createStreamSource({ world, sqs, streams, invoke, mapping, warn });
  });
  return {
    start: () => {
      for (const source of sources) source.start();
    },
    activity: () => sumActivities(sources.map((source) => source.activity())),
  };
};
