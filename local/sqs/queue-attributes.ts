import { AwsError } from '../kernel/service.ts';
import type { Queue } from './queue.ts';

const seconds = (ms: number): string => String(ms / 1000);

/** The attributes of a queue, as GetQueueAttributes names them. */
export const queueAttributes = (queue: Queue, names: readonly string[]): Record<string, string> => {
  const { settings } = queue;
  queue.expire();
  const { ready, inFlight, delayed } = queue.activity();
  const all: Record<string, string> = {
    QueueArn: settings.arn,
    ApproximateNumberOfMessages: String(ready),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    VisibilityTimeout: seconds(settings.visibilityTimeoutMs),
    MaximumMessageSize: String(settings.messageBytesMax),
    MessageRetentionPeriod: seconds(settings.retentionMs),
    DelaySeconds: seconds(settings.delayMs),
    ReceiveMessageWaitTimeSeconds: seconds(settings.receiveWaitMs),
    ...(settings.redrive !== undefined && {
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: settings.redrive.targetArn,
        maxReceiveCount: settings.redrive.maxReceiveCount,
      }),
    }),
    ...(settings.fifo && {
      FifoQueue: 'true',
      ContentBasedDeduplication: String(settings.contentBasedDeduplication),
    }),
  };
  if (names.includes('All')) return all;
  return Object.fromEntries(
    names.map((name) => {
      const value = all[name];
      if (value === undefined)
        throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
      return [name, value];
    }),
  );
};
