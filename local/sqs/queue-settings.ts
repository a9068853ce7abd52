import type { Resource } from '../kernel/resources.ts';

/** What a queue of the template is set to; times in milliseconds. */
export interface QueueSettings {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly fifo: boolean;
  readonly contentBasedDeduplication: boolean;
  readonly delayMs: number;
  readonly visibilityTimeoutMs: number;
  readonly retentionMs: number;
  readonly receiveWaitMs: number;
  readonly messageBytesMax: number;
  readonly redrive: { readonly targetArn: string; readonly maxReceiveCount: number } | undefined;
  readonly properties: Resource['properties'];
}

/** Source: Amazon SQS Developer Guide, "Amazon SQS message quotas" (1 MiB since August 2025, 256 KiB before). */
export const MESSAGE_BYTES_MAX = 1_048_576;

const redriveOf = (properties: Resource['properties']): QueueSettings['redrive'] => {
  const given = properties['RedrivePolicy'];
  if (given === undefined) return undefined;
  const policy = typeof given === 'string' ? JSON.parse(given) : given;
  return {
    targetArn: String(policy.deadLetterTargetArn),
    maxReceiveCount: Number(policy.maxReceiveCount),
  };
};

/** Reads an AWS::SQS::Queue, with AWS's defaults (CloudFormation reference). */
export const queueSettings = ({ properties, arn, ref }: Resource): QueueSettings => {
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  const number = (property: string, otherwise: number) => Number(properties[property] ?? otherwise);
  return {
    name,
    arn,
    url: ref,
    fifo: properties['FifoQueue'] === true || name.endsWith('.fifo'),
    contentBasedDeduplication: properties['ContentBasedDeduplication'] === true,
    delayMs: number('DelaySeconds', 0) * 1000,
    visibilityTimeoutMs: number('VisibilityTimeout', 30) * 1000,
    retentionMs: number('MessageRetentionPeriod', 345_600) * 1000,
    receiveWaitMs: number('ReceiveMessageWaitTimeSeconds', 0) * 1000,
    messageBytesMax: number('MaximumMessageSize', MESSAGE_BYTES_MAX),
    redrive: redriveOf(properties),
    properties,
  };
};
