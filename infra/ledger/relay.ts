import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { sizes } from '../config.ts';
import type { Table } from '../data/table.ts';
import type { Access } from '../shared/access.ts';
import { Handler } from '../shared/handler.ts';
import { metric, ownMetric } from '../shared/monitoring.ts';
import type { Platform } from '../shared/platform.ts';
import { deadLetters } from '../shared/queues.ts';
import type { Bus } from './bus.ts';

const handler = 'ledger/relay';

/** How the stream is read. A stream keeps records for 24 hours, so what fails must be out of the way well before. */
const reading = {
  batchSize: 100,
  /** Several batches of a shard at once; the order within a stream of events is kept. */
  parallelBatches: 4,
  retriesMax: 20,
  ageMaxHours: 12,
} as const;

/** Tells the bus of every commit, in the order of each stream; what the bus can never accept is kept for people. */
export class Relay extends Construct {
  constructor(scope: Construct, platform: Platform, events: Table, bus: Bus) {
    super(scope, 'Relay');
    const failures = deadLetters(this, platform, handler);
    const maySendFailures: Access = {
      allow: [{ actions: ['sqs:SendMessage'], resources: [failures.queueArn] }],
    };
    const { lambda, name } = new Handler(this, platform, {
      handler,
      size: sizes.relay,
      access: [events.mayReadStream, bus.mayPublish, maySendFailures],
    });
    const source = new EventSourceMapping(this, 'Source', {
      target: lambda,
      eventSourceArn: events.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: reading.batchSize,
      parallelizationFactor: reading.parallelBatches,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: reading.retriesMax,
      maxRecordAge: Duration.hours(reading.ageMaxHours),
      // Bound by hand, because SqsDlq would grant more than sending.
      onFailure: { bind: () => ({ destination: failures.queueArn }) },
      // A commit is only ever inserted; whatever expiry or repair does to an item is no news.
      filters: [{ pattern: JSON.stringify({ eventName: ['INSERT'] }) }],
    });
    source.node.addDependency(lambda.role ?? lambda);
    this.#watch(platform, name);
  }

  #watch({ monitoring }: Platform, name: string) {
    const age = metric('AWS/Lambda', 'IteratorAge', 'Maximum', { FunctionName: name });
    monitoring.alarm(this, 'Behind', {
      metric: age,
      threshold: 60_000,
      periods: 2,
      says: 'Events reach the bus more than a minute after they were stored.',
      chapter: 'relay-behind',
    });
    monitoring.dashboards.addPlatform('Relay: age of the oldest event (ms)', age);
    monitoring.dashboards.addPlatform(
      'Events',
      ownMetric('EventsAppended', 'Sum'),
      ownMetric('EventsPublished', 'Sum'),
      ownMetric('AppendConflicts', 'Sum'),
    );
    monitoring.alarm(this, 'Contention', {
      metric: ownMetric('AppendRetriesExhausted', 'Sum'),
      threshold: 1,
      says: 'A command gave up: others wrote to its stream each time it tried.',
      chapter: 'contention',
    });
  }
}
