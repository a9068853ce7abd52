import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { sizes } from '../config.ts';
import { derivedEventsOf, eventsOf } from '../ledger/bus.ts';
import type { Parts } from '../shared/context.ts';
import { Handler } from '../shared/handler.ts';
import { type Monitoring, ownMetric } from '../shared/monitoring.ts';
import { Subscriber } from '../shared/subscriber.ts';

/** portfolio_valuations: refreshed for everybody on a schedule, in parts; at each price only for those who look. */
export class Valuations extends Construct {
  constructor(scope: Construct, { platform, data, ledger }: Parts) {
    super(scope, 'Valuations');
    const { tables } = data;
    const { bus } = ledger;
    const { currency, marketSession, valuations } = platform.config;
    const { lambda } = new Handler(this, platform, {
      handler: 'portfolio/start-valuations',
      size: sizes.subscriber,
      access: [
        tables.marketPrices.may('GetItem'),
        bus.mayPublish,
        { env: { currency, marketSession, valuationShards: `${valuations.shards}` } },
      ],
    });
    const patience = { retryAttempts: 2, maxEventAge: Duration.minutes(10) };
    lambda.configureAsyncInvoke(patience);
    new Rule(this, 'Schedule', {
      schedule: Schedule.rate(Duration.minutes(valuations.everyMinutes)),
      targets: [new LambdaFunction(lambda, patience)],
    });
    new Subscriber(this, platform, {
      bus: bus.bus,
      handler: 'portfolio/value-shard',
      pattern: derivedEventsOf('ValuationShardDue'),
      access: [
        tables.goldHoldings.may('Scan'),
        tables.portfolioValuations.may('BatchWriteItem'),
        bus.mayPublish,
      ],
      size: sizes.valuation,
      // A part each, so that they run beside each other.
      batchSize: 1,
    });
    new Subscriber(this, platform, {
      bus: bus.bus,
      handler: 'portfolio/revalue-watched',
      pattern: eventsOf('market', 'MarketPriceUpdated'),
      access: [tables.connections.may('Scan'), tables.goldHoldings.may('GetItem'), bus.mayPublish],
    });
    this.#watch(platform.monitoring, 2 * valuations.everyMinutes);
  }

  #watch(monitoring: Monitoring, silenceMinutes: number) {
    monitoring.alarm(this, 'Late', {
      metric: ownMetric('ValuationsRefreshed', 'SampleCount', {}, silenceMinutes),
      threshold: 1,
      below: true,
      silenceIsBad: true,
      says: 'Nobody’s valuation was refreshed for two hours.',
      chapter: 'valuations-late',
    });
    monitoring.dashboards.addMoney(
      'Portfolios valued',
      ownMetric('ValuationsRefreshed', 'Sum'),
      ownMetric('PortfoliosRevalued', 'Sum'),
    );
  }
}
