import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { queueing } from '../config.ts';
import { nameOf, type Platform } from './platform.ts';

const common = {
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  removalPolicy: RemovalPolicy.DESTROY,
} as const;

/** Where messages end that could not be handled; whatever lies there raises an alarm. */
export const deadLetters = (scope: Construct, platform: Platform, name: string): Queue => {
  const queueName = nameOf(platform.config, name, 'dead');
  const made = new Queue(scope, 'DeadLetters', {
    ...common,
    queueName,
    retentionPeriod: Duration.days(queueing.deadLetterRetentionDays),
  });
  Validations.of(made).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason:
      'It holds dead letters itself; a stream names it as its destination, not by a redrive policy.',
  });
  platform.monitoring.watchDeadLetters(scope, queueName);
  return made;
};

/** A queue that hands its messages to one consumer, and those that it cannot handle to the dead letters. */
export const queue = (
  scope: Construct,
  platform: Platform,
  name: string,
  props: { readonly visibilityTimeoutSeconds: number; readonly dead: Queue },
): Queue => {
  const queueName = nameOf(platform.config, name);
  platform.monitoring.watchQueue(scope, queueName, name.split('/').at(-1) ?? name);
  return new Queue(scope, 'Queue', {
    ...common,
    queueName,
    visibilityTimeout: Duration.seconds(props.visibilityTimeoutSeconds),
    retentionPeriod: Duration.days(queueing.deadLetterRetentionDays),
    deadLetterQueue: { queue: props.dead, maxReceiveCount: queueing.receivesMax },
  });
};
