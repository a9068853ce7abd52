import { type Activity, sumActivities } from '../kernel/activity.ts';
import type { Faults } from '../kernel/faults.ts';
import type { Resources } from '../kernel/resources.ts';
import { AwsError, type Service } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import { runBatch } from './batch.ts';
import { type Input, integerOf } from './input.ts';
import { billedRequests, type Draft, type Message, messageBytes } from './message.ts';
import type { Queue } from './queue.ts';
import { queueAttributes } from './queue-attributes.ts';
import { createQueues, type Queues } from './queues.ts';
import { decodeReceipt } from './receipt.ts';
import { receiveMessages, VISIBILITY_SECONDS_MAX } from './receive-message.ts';
import { lambdaRecord, type QueueRecord, receivedMessage } from './received.ts';
import { sendMessage, sendMessageBatch } from './send-message.ts';

/** Queues for callers inside the local cloud. All of it is synchronous: what is written is durable with the turn. */
export interface Sqs extends Service {
  /** Calls `listener` when messages have become visible; returns what ends it. */
  readonly onMessage: (queueArn: string, listener: () => void) => () => void;
  /** Throws `AwsError` as SendMessage does. */
  readonly send: (queueArn: string, body: string, options?: Omit<Draft, 'body'>) => void;
  /** Up to `limit` messages, hidden for the queue's own visibility timeout. */
  readonly receive: (queueArn: string, limit: number) => readonly Message[];
  readonly delete: (queueArn: string, messages: readonly Message[]) => void;
  readonly changeVisibility: (queueArn: string, message: Message, visibilityMs: number) => void;
  /** A received message as Lambda hands it to a function. */
  readonly record: (queueArn: string, message: Message) => QueueRecord;
  /** How many messages could be received now. */
  readonly visible: (queueArn: string) => number;
  /** What one queue, or all of them, still hold. */
  readonly activity: (queueArn?: string) => Activity;
}

interface Answer {
  readonly output: unknown;
  /** Payload that is billed by 64 KB. */
  readonly bytes?: number;
}

type Operation = (queue: Queue, input: Input) => Answer | Promise<Answer>;

const remove = (queue: Queue, input: Input): object => {
  const { seq, receiveCount } = decodeReceipt(input.ReceiptHandle);
  queue.remove(seq, receiveCount);
  return {};
};

const changeVisibility = (queue: Queue, input: Input): object => {
  const { seq, receiveCount } = decodeReceipt(input.ReceiptHandle);
  const given = input.VisibilityTimeout;
  const visibility = integerOf('VisibilityTimeout', given, 0, VISIBILITY_SECONDS_MAX);
  if (!queue.hide(seq, receiveCount, visibility * 1000))
    throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
  return {};
};

const bytesOf = (messages: readonly Message[]): number =>
  messages.reduce((sum, message) => sum + messageBytes(message), 0);

const operationsOn = (queues: Queues, { timeline, account }: World): Record<string, Operation> => ({
  SendMessage: (queue, input) => sendMessage(queues, queue, input),
  SendMessageBatch: (queue, input) => sendMessageBatch(queues, queue, input),
  ReceiveMessage: async (queue, input) => {
    const messages = await receiveMessages(timeline, queue, input);
    const shown = messages.map((each) => receivedMessage(queue.settings, each, input, account));
    return { output: shown.length > 0 ? { Messages: shown } : {}, bytes: bytesOf(messages) };
  },
  DeleteMessage: (queue, input) => ({ output: remove(queue, input) }),
  DeleteMessageBatch: (queue, input) => ({
    output: runBatch(input, (entry) => remove(queue, entry)),
  }),
  ChangeMessageVisibility: (queue, input) => ({ output: changeVisibility(queue, input) }),
  ChangeMessageVisibilityBatch: (queue, input) => ({
    output: runBatch(input, (entry) => changeVisibility(queue, entry)),
  }),
  GetQueueAttributes: (queue, input) => ({
    output: { Attributes: queueAttributes(queue, input.AttributeNames ?? []) },
  }),
  GetQueueUrl: (queue) => ({ output: { QueueUrl: queue.settings.url } }),
  PurgeQueue: (queue) => {
    queue.purge();
    return { output: {} };
  },
});

/** The IAM action of an operation: a batch needs what its single form needs. */
const actionOf = (operation: string): string => `sqs:${operation.replace(/Batch$/, '')}`;

/** Opens the template's queues. Throws when a redrive policy names a queue that is not there. */
export const createSqs = ({
  world,
  resources,
  faults,
}: {
  readonly world: World;
  readonly resources: Resources;
  readonly faults?: Faults;
}): Sqs => {
  const queues = createQueues(world, resources, faults);
  const operations = operationsOn(queues, world);
  const { meter, storage, account, region } = world;
  const bill = ({ settings }: Queue, bytes: number) =>
    meter.add('sqs.requests', billedRequests(bytes), settings.name);
  const target = (input: Input): Queue => queues.find(String(input.QueueUrl ?? input.QueueName));
  return {
    name: 'sqs',
    permissions: ({ operation, input }) => [
      { action: actionOf(operation), resource: target(input).settings.arn },
    ],
    call: async ({ operation, input }) => {
      const run = operations[operation];
      if (run === undefined)
        throw new AwsError(
          'UnknownOperationException',
          `SQS ${operation} is not in the local cloud`,
        );
      const queue = target(input);
      const { output, bytes = 0 } = await run(queue, input);
      bill(queue, bytes);
      await storage.durable();
      return output;
    },
    onMessage: (arn, listener) => queues.find(arn).onReady(listener),
    send: (arn, body, options = {}) => {
      const queue = queues.find(arn);
      queues.send(queue, { body, ...options });
      bill(queue, messageBytes({ body, ...options }));
    },
    receive: (arn, limit) => {
      const queue = queues.find(arn);
      const messages = queue.take(limit, queue.settings.visibilityTimeoutMs);
      if (messages.length > 0) bill(queue, bytesOf(messages));
      return messages;
    },
    delete: (arn, messages) => {
      const queue = queues.find(arn);
      for (const { seq, receiveCount } of messages) queue.remove(seq, receiveCount);
      // A batch delete takes ten.
      for (let i = 0; i < messages.length; i += 10) bill(queue, 0);
    },
    changeVisibility: (arn, { seq, receiveCount }, visibilityMs) => {
      queues.find(arn).hide(seq, receiveCount, visibilityMs);
    },
    record: (arn, message) => lambdaRecord(queues.find(arn).settings, message, account, region),
    visible: (arn) => queues.find(arn).visible(),
    activity: (arn) =>
      arn === undefined
        ? sumActivities(queues.all.map((queue) => queue.activity()))
        : queues.find(arn).activity(),
  };
};
