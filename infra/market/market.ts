import { Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { type MarketSource, sizes } from '../config.ts';
import type { Access } from '../shared/access.ts';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { Handler } from '../shared/handler.ts';
import { type Monitoring, ownMetric } from '../shared/monitoring.ts';

/** Trading needs a price younger than that. */
const tradablePriceAgeMs = 120_000;

/** The price of gold: asked for every minute, told to whoever asks. */
export class Market extends Construct {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'Market');
    const { platform, data } = parts;
    const { keys, tables } = data;
    const { currency, marketSession, marketSources } = platform.config;
    const withSecrets = marketSources.map((source) => ({
      ...source,
      secretArn: data.secrets.market[source.kind].secretArn,
    }));
    const sources: Access = {
      env: {
        currency,
        marketSession,
        marketSources: Stack.of(this).toJsonString(withSecrets),
      },
      allow: [
        {
          actions: ['secretsmanager:GetSecretValue'],
          resources: withSecrets.map(({ secretArn }) => secretArn),
        },
      ],
    };
    const { lambda } = new Handler(this, platform, {
      handler: 'market/poll-price',
      size: sizes.poller,
      access: [sources, tables.events.may('Query', 'GetItem', 'PutItem')],
    });
    // The next minute asks again: a late answer to an old question is worth nothing.
    lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
    new Rule(this, 'EveryMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(lambda, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
    endpoint(
      this,
      platform,
      'GET /v1/market/price',
      'market/get-price',
      { throttle: 'read', public: true },
      tables.marketPrices.may('GetItem'),
      { env: { currency, marketSession } },
    );
    endpoint(
      this,
      platform,
      'GET /v1/market/prices',
      'market/list-prices',
      { throttle: 'read', public: true },
      tables.marketPrices.may('Query'),
      { env: { currency } },
    );
    endpoint(
      this,
      platform,
      'POST /v1/admin/market/history',
      'market/import-prices',
      { throttle: 'operations', size: sizes.statement },
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
      { env: { currency } },
    );
    this.#watch(platform.monitoring, marketSources);
  }

  /** The poller says every minute whether it has a price and how old that is; while the market is closed, all is well. */
  #watch(monitoring: Monitoring, sources: readonly MarketSource[]) {
    const age = ownMetric('PriceAge', 'Maximum');
    monitoring.alarm(this, 'StalePrice', {
      metric: age,
      threshold: tradablePriceAgeMs,
      silenceIsBad: true,
      says: 'The price of gold is too old to trade at, or nobody asks for it.',
      chapter: 'stale-price',
    });
    const missing = ownMetric('NoPrice', 'Sum');
    monitoring.alarm(this, 'NoPrice', {
      metric: missing,
      threshold: 3,
      says: 'No source had a usable price of gold in three of five minutes, while the market is open.',
      chapter: 'no-price',
    });
    monitoring.dashboards.addMoney('Age of the price', age);
    monitoring.dashboards.addMoney('Minutes without a price', missing);
    const failures = sources.map(({ kind }) => {
      const failed = ownMetric('PriceSourceFailed', 'Sum', { source: kind });
      monitoring.alarm(this, `SourceFailed${kind}`, {
        metric: failed,
        threshold: 5,
        periods: 3,
        says: `The price source ${kind} has not counted for a quarter of an hour.`,
        chapter: 'price-source-failed',
      });
      return failed;
    });
    monitoring.dashboards.addMoney('Price sources that did not count', ...failures);
  }
}
