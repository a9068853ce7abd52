import { Duration, type Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Size, StageConfig } from '../config.ts';
import { Dashboards } from './dashboards.ts';

/** The chapters of docs/runbook.md that an alarm may point to. */
export type Chapter =
  | 'function-errors'
  | 'dead-letters'
  | 'consumers-behind'
  | 'relay-behind'
  | 'api-errors'
  | 'api-slow'
  | 'contention'
  | 'stale-price'
  | 'no-price'
  | 'price-source-failed'
  | 'webhook-refused'
  | 'books-differ'
  | 'books-not-balanced'
  | 'statement-discrepancies'
  | 'saga-failed'
  | 'pool-needs-people'
  | 'dealer-unavailable'
  | 'bank-unavailable'
  | 'bank-unknown-answer'
  | 'valuations-late'
  | 'live-failing'
  | 'bank-contradiction'
  | 'withdrawal-unanswered'
  | 'payment-not-made';

export interface AlarmProps {
  readonly metric: Metric;
  /** Raised when the metric is at or above this, in `periods` of the metric's periods. */
  readonly threshold: number;
  readonly periods?: number;
  /** What is wrong, in a sentence. */
  readonly says: string;
  readonly chapter: Chapter;
  /** Silence itself is the fault: no data raises the alarm too. */
  readonly silenceIsBad?: true;
  /** Raised below the threshold instead. */
  readonly below?: true;
}

/** Where every construct registers its own alarms and graphs. */
export class Monitoring extends Construct {
  readonly dashboards: Dashboards;
  readonly #topic: Topic;

  constructor(stack: Stack, config: StageConfig) {
    super(stack, 'Monitoring');
    this.#topic = new Topic(this, 'Alarms', { enforceSSL: true });
    if (config.alarmEmail) this.#topic.addSubscription(new EmailSubscription(config.alarmEmail));
    this.dashboards = new Dashboards(this, config);
  }

  /** An alarm in the stack of what it watches, which tells people, with a link to what to do. */
  alarm(scope: Construct, id: string, props: AlarmProps): void {
    const alarm = new Alarm(scope, id, {
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: props.below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: props.silenceIsBad
        ? TreatMissingData.BREACHING
        : TreatMissingData.NOT_BREACHING,
      alarmDescription: `${props.says} Runbook: docs/runbook.md#${props.chapter}`,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
  }

  watchFunction(scope: Construct, functionName: string, size: Size): void {
    const of = (metricName: string, statistic: string) =>
      metric('AWS/Lambda', metricName, statistic, { FunctionName: functionName });
    this.alarm(scope, 'Errors', {
      metric: of('Errors', 'Sum'),
      threshold: 1,
      says: `${functionName} crashed or ran longer than ${size.timeoutSeconds} s.`,
      chapter: 'function-errors',
    });
    this.dashboards.addFunction(of('Errors', 'Sum'), of('Duration', 'p99'));
  }

  /** A queue whose oldest message waits for long: its consumer is slow, throttled, or cannot reach what it needs. */
  watchQueue(scope: Construct, queueName: string, consumer: string): void {
    this.alarm(scope, 'Behind', {
      metric: metric('AWS/SQS', 'ApproximateAgeOfOldestMessage', 'Maximum', {
        QueueName: queueName,
      }),
      threshold: 300,
      says: `Messages wait in ${queueName} for more than five minutes.`,
      chapter: 'consumers-behind',
    });
    this.dashboards.addLag(ownMetric('Lag', 'p99', { consumer }));
  }

  watchDeadLetters(scope: Construct, queueName: string): void {
    const depth = metric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum', {
      QueueName: queueName,
    });
    this.alarm(scope, 'DeadLettersAlarm', {
      metric: depth,
      threshold: 1,
      says: `${queueName} holds what could not be handled.`,
      chapter: 'dead-letters',
    });
    this.dashboards.addDeadLetters(depth);
  }
}

/** A metric that the functions write themselves, in CloudWatch's embedded format. */
export const ownMetric = (
  metricName: string,
  statistic: string,
  dimensions: Readonly<Record<string, string>> = {},
  periodMinutes = 5,
): Metric => metric('Assay', metricName, statistic, dimensions, periodMinutes);

/** A metric by literal names, so that a dashboard needs no export of the stack that it shows. */
export const metric = (
  namespace: string,
  metricName: string,
  statistic: string,
  dimensionsMap: Readonly<Record<string, string>> = {},
  periodMinutes = 5,
): Metric =>
  new Metric({
    namespace,
    metricName,
    statistic,
    dimensionsMap: { ...dimensionsMap },
    period: Duration.minutes(periodMinutes),
  });
