import { AwsError } from '../kernel/service.ts';
import { runBatch } from './batch.ts';
import { type Input, integerOf, textOf } from './input.ts';
import { type Draft, md5OfAttributes, md5OfBody, messageBytes } from './message.ts';
import type { Sent } from './message-store.ts';
import type { Queue } from './queue.ts';
import { MESSAGE_BYTES_MAX } from './queue-settings.ts';
import type { Queues } from './queues.ts';
import { sequenceNumber } from './received.ts';

const draftOf = (input: Input): Draft => ({
  body: textOf('MessageBody', input.MessageBody),
  attributes: input.MessageAttributes,
  groupId: input.MessageGroupId,
  deduplicationId: input.MessageDeduplicationId,
  traceHeader: input.MessageSystemAttributes?.AWSTraceHeader?.StringValue,
  delayMs:
    input.DelaySeconds === undefined
      ? undefined
      : integerOf('DelaySeconds', input.DelaySeconds, 0, 900) * 1000,
});

const answer = (queue: Queue, draft: Draft, sent: Sent) => {
  const digest = md5OfAttributes(draft.attributes ?? {});
  return {
    MessageId: sent.messageId,
    MD5OfMessageBody: md5OfBody(draft.body),
    ...(digest !== undefined && { MD5OfMessageAttributes: digest }),
    ...(queue.settings.fifo && { SequenceNumber: sequenceNumber(sent.seq) }),
  };
};

/** SendMessage; `bytes` is what the bill counts. */
export const sendMessage = (queues: Queues, queue: Queue, input: Input) => {
  const draft = draftOf(input);
  return { output: answer(queue, draft, queues.send(queue, draft)), bytes: messageBytes(draft) };
};

/** SendMessageBatch: the size limit holds for all entries together. */
export const sendMessageBatch = (queues: Queues, queue: Queue, input: Input) => {
  const entries: readonly Input[] = input.Entries ?? [];
  const bytes = entries.reduce((sum, entry) => sum + messageBytes(draftOf(entry)), 0);
  if (bytes > MESSAGE_BYTES_MAX)
    throw new AwsError(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${MESSAGE_BYTES_MAX} bytes. You have sent ${bytes} bytes.`,
    );
  const output = runBatch(input, (entry) => sendMessage(queues, queue, entry).output);
  return { output, bytes };
};
