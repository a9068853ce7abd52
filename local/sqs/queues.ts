import { type Faults, noFaults } from '../kernel/faults.ts';
import type { Resources } from '../kernel/resources.ts';
import { AwsError } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import { contentDigest, type Draft, type Message, messageBytes } from './message.ts';
import { createMessageStore, type MessageStore, type Sent } from './message-store.ts';
import { createQueue, type Queue } from './queue.ts';
import { type QueueSettings, queueSettings } from './queue-settings.ts';

/** All queues of the template. */
export interface Queues {
  /** By ARN, URL or name; throws `QueueDoesNotExist`. */
  readonly find: (arnUrlOrName: string) => Queue;
  /** Adds a message, or answers with the one that its deduplication id stands for. Durable with the turn it runs in. */
  readonly send: (queue: Queue, draft: Draft) => Sent;
  readonly all: readonly Queue[];
}

const checkDraft = ({ settings }: Queue, draft: Draft): void => {
  const invalid = (message: string) => new AwsError('InvalidParameterValue', message);
  const bytes = messageBytes(draft);
  if (draft.body === '')
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (bytes > settings.messageBytesMax)
    throw invalid(
      `One or more parameters are invalid. Reason: Message must be shorter than ${settings.messageBytesMax} bytes.`,
    );
  // What XML 1.0 cannot carry SQS does not either.
  if (/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(draft.body))
    throw new AwsError(
      'InvalidMessageContents',
      'The message contains characters outside the allowed set.',
    );
  if (!settings.fifo) return;
  if (draft.groupId === undefined)
    throw new AwsError(
      'MissingParameter',
      'The request must contain the parameter MessageGroupId.',
    );
  if (draft.deduplicationId === undefined && !settings.contentBasedDeduplication)
    throw invalid(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  if (draft.delayMs !== undefined && draft.delayMs !== settings.delayMs)
    throw invalid(
      'The request include parameter that is not valid for this queue type: DelaySeconds',
    );
};

const openAll = (world: World, resources: Resources, store: MessageStore) => {
  const byKey = new Map<string, Queue>();
  const find = (key: string): Queue => {
    const queue = byKey.get(key);
    if (queue !== undefined) return queue;
    throw new AwsError('QueueDoesNotExist', `The specified queue does not exist: ${key}`);
  };
  const open = (settings: QueueSettings): Queue =>
    createQueue({
      settings,
      timeline: world.timeline,
      store,
      deadLetter: (message) => {
        const fresh = { ...message, receiveCount: 0, firstReceivedMs: undefined, visibleMs: 0 };
        find(settings.redrive?.targetArn ?? '').add({ ...fresh, deadLetterSource: settings.arn });
      },
    });
  const all = resources.ofType('AWS::SQS::Queue').map((resource) => open(queueSettings(resource)));
  for (const queue of all)
    for (const key of [queue.settings.arn, queue.settings.url, queue.settings.name])
      byKey.set(key, queue);
  for (const { settings } of all) if (settings.redrive) find(settings.redrive.targetArn);
  return { all, find };
};

/** Opens every AWS::SQS::Queue. Throws when a redrive policy names a queue that the template does not have. */
export const createQueues = (
  world: World,
  resources: Resources,
  faults: Faults = noFaults,
): Queues => {
  const { timeline, storage, random } = world;
  const store = createMessageStore(storage);
  const { all, find } = openAll(world, resources, store);

  const add = (queue: Queue, draft: Draft, deduplicationId: string | undefined): Sent => {
    const { fifo, delayMs, name } = queue.settings;
    const id = random.uuid();
    const sentMs = timeline.now();
    const base: Omit<Message, 'seq' | 'visibleMs'> = {
      id,
      body: draft.body,
      attributes: draft.attributes ?? {},
      groupId: draft.groupId,
      deduplicationId: fifo ? deduplicationId : draft.deduplicationId,
      traceHeader: draft.traceHeader,
      sentMs,
      receiveCount: 0,
      firstReceivedMs: undefined,
      deadLetterSource: undefined,
    };
    const visibleMs = sentMs + (draft.delayMs ?? delayMs);
    const seqs = faults.arrivalsMs('sqs.send', name).map((lateMs) => {
      const seq = store.nextSeq();
      queue.add({ ...base, seq, visibleMs: visibleMs + lateMs });
      return seq;
    });
    return { messageId: id, seq: seqs[0] ?? 0 };
  };

  return {
    all,
    find,
    send: (queue, draft) => {
      checkDraft(queue, draft);
      const { fifo, name } = queue.settings;
      const code = faults.rejection('sqs.send', name);
      if (code !== undefined)
        throw new AwsError(code, `Rejected by a fault: ${code}`, { status: 503 });
      if (!fifo) return add(queue, draft, undefined);
      const deduplicationId = draft.deduplicationId ?? contentDigest(draft.body);
      const earlier = store.duplicateOf(name, deduplicationId, timeline.now());
      if (earlier !== undefined) return earlier;
      const sent = add(queue, draft, deduplicationId);
      store.remember(name, deduplicationId, sent, timeline.now());
      return sent;
    },
  };
};
