import type { Input } from './input.ts';
import { type Message, type MessageAttributes, md5OfAttributes, md5OfBody } from './message.ts';
import type { QueueSettings } from './queue-settings.ts';
import { encodeReceipt } from './receipt.ts';

/** A FIFO queue's sequence number, as long as AWS's. */
export const sequenceNumber = (seq: number): string => seq.toString().padStart(20, '0');

/** The system attributes of a received message, under the names that ReceiveMessage and Lambda share. */
const systemAttributes = (
  settings: QueueSettings,
  message: Message,
  account: string,
): Record<string, string> => ({
  ApproximateReceiveCount: String(message.receiveCount),
  SentTimestamp: String(message.sentMs),
  SenderId: account,
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedMs ?? message.sentMs),
  ...(message.groupId !== undefined && { MessageGroupId: message.groupId }),
  ...(message.deduplicationId !== undefined && { MessageDeduplicationId: message.deduplicationId }),
  ...(settings.fifo && { SequenceNumber: sequenceNumber(message.seq) }),
  ...(message.traceHeader !== undefined && { AWSTraceHeader: message.traceHeader }),
  ...(message.deadLetterSource !== undefined && {
    DeadLetterQueueSourceArn: message.deadLetterSource,
  }),
});

const chosen = <T>(all: Readonly<Record<string, T>>, names: readonly string[]) => {
  const wanted = (name: string) =>
    names.some((each) =>
      each.endsWith('.*') ? name.startsWith(each.slice(0, -2)) : each === 'All' || each === name,
    );
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted(name)));
};

/** A message as ReceiveMessage gives it: the attributes that were asked for. */
export const receivedMessage = (
  settings: QueueSettings,
  message: Message,
  input: Input,
  account: string,
) => {
  const names = input.MessageSystemAttributeNames ?? input.AttributeNames ?? [];
  const system = chosen(systemAttributes(settings, message, account), names);
  const attributes = chosen(message.attributes, input.MessageAttributeNames ?? []);
  const digest = md5OfAttributes(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: encodeReceipt(message),
    Body: message.body,
    MD5OfBody: md5OfBody(message.body),
    ...(Object.keys(system).length > 0 && { Attributes: system }),
    ...(digest !== undefined && { MessageAttributes: attributes, MD5OfMessageAttributes: digest }),
  };
};

const lambdaAttributes = (attributes: MessageAttributes) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ]),
  );

/** A message as Lambda hands it to a function. Source: AWS Lambda Developer Guide, "Using Lambda with Amazon SQS". */
export const lambdaRecord = (
  settings: QueueSettings,
  message: Message,
  account: string,
  region: string,
) => ({
  messageId: message.id,
  receiptHandle: encodeReceipt(message),
  body: message.body,
  attributes: systemAttributes(settings, message, account),
  messageAttributes: lambdaAttributes(message.attributes),
  md5OfBody: md5OfBody(message.body),
  eventSource: 'aws:sqs',
  eventSourceARN: settings.arn,
  awsRegion: region,
});

/** What Lambda puts into `Records` for a queue. */
export type QueueRecord = ReturnType<typeof lambdaRecord>;
