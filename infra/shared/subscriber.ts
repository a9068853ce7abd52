import { Duration } from 'aws-cdk-lib';
import { type CfnRule, type EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { queueing, type Size, sizes } from '../config.ts';
import type { Access } from './access.ts';
import { Handler } from './handler.ts';
import { idOf, type Platform } from './platform.ts';
import { deadLetters, queue } from './queues.ts';

export interface SubscriberProps {
  readonly bus: EventBus;
  /** The file below functions/: `projections/user-wallets`. */
  readonly handler: string;
  readonly pattern: EventPattern;
  readonly access: readonly Access[];
  readonly size?: Size;
  /** Messages that one invocation gets; ten unless told. */
  readonly batchSize?: number;
}

/**
 * Somebody who acts on events: a rule on the bus, a queue that waits and retries, dead letters with an alarm, and
 * the function. Events arrive at least once and in any order.
 */
export class Subscriber extends Construct {
  readonly #rule: Rule;

  constructor(scope: Construct, platform: Platform, props: SubscriberProps) {
    super(scope, `${idOf(props.handler)}Subscriber`);
    const size = props.size ?? sizes.subscriber;
    const dead = deadLetters(this, platform, props.handler);
    const waiting = queue(this, platform, props.handler, {
      visibilityTimeoutSeconds: size.timeoutSeconds * queueing.visibilityTimeouts,
      dead,
    });
    this.#rule = new Rule(this, 'Rule', {
      eventBus: props.bus,
      eventPattern: props.pattern,
      targets: [
        new SqsQueue(waiting, {
          deadLetterQueue: dead,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
    const { lambda } = new Handler(this, platform, { ...props, size });
    consume(this, lambda, waiting, props.batchSize ?? queueing.batchSize);
  }

  /** Leaves out what is replayed from an archive, which carries the replay's name: nobody is told of it again. */
  ignoreReplays(): void {
    const rule = this.#rule.node.defaultChild as CfnRule;
    rule.addPropertyOverride('EventPattern.replay-name', [{ exists: false }]);
  }
}

const consume = (
  scope: Construct,
  lambda: Handler['lambda'],
  waiting: Queue,
  batchSize: number,
) => {
  lambda.addToRolePolicy(
    new PolicyStatement({
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: [waiting.queueArn],
    }),
  );
  const source = new EventSourceMapping(scope, 'Source', {
    target: lambda,
    eventSourceArn: waiting.queueArn,
    batchSize,
    reportBatchItemFailures: true,
  });
  // Lambda checks the role's permissions when the mapping is made.
  source.node.addDependency(lambda.role ?? lambda);
};
