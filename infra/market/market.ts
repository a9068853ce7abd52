import { Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { sizes } from '../config.ts';
import type { Access } from '../shared/access.ts';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { Handler } from '../shared/handler.ts';
import { type Monitoring, ownMetric } from '../shared/monitoring.ts';

/** The price of gold: asked for every minute, told to whoever asks. */
export class Market extends Construct {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'Market');
    const { platform, data } = parts;
    const { tables } = data;
    const { currency, marketSession, marketSources } = platform.config;
    const { secretArn } = data.secrets.market;
    const sources: Access = {
      env: {
        currency,
        marketSession,
        marketSources: Stack.of(this).toJsonString(
          marketSources.map((source) => ({ ...source, secretArn })),
        ),
      },
      allow: [{ actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] }],
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
    this.#watch(platform.monitoring);
  }

  /** The poller records a price a minute, moved or not: a silence of five is a price that nobody may trade at. */
  #watch(monitoring: Monitoring) {
    const told = ownMetric('Lag', 'SampleCount', { consumer: 'market-prices' });
    monitoring.alarm(this, 'StalePrice', {
      metric: told,
      threshold: 1,
      below: true,
      silenceIsBad: true,
      says: 'No price of gold was recorded for five minutes.',
      chapter: 'stale-price',
    });
    monitoring.dashboards.addMoney('Prices recorded', told);
    monitoring.dashboards.addMoney(
      'Price sources that failed',
      ownMetric('PriceSourceFailed', 'Sum', { source: 'goldapi' }),
    );
  }
}
