import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnRotationSchedule } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { sizes } from '../config.ts';
import type { Access } from '../shared/access.ts';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { Handler } from '../shared/handler.ts';
import { ownMetric } from '../shared/monitoring.ts';

/** Quotes, and buying and selling gold. */
export class Trading extends Construct {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'Trading');
    const { platform, data } = parts;
    const { secrets, tables } = data;
    const { vaultId, currency, marketSession } = platform.config;
    const market: Access = { env: { currency, marketSession } };
    endpoint(
      this,
      platform,
      'POST /v1/quotes',
      'trading/create-quote',
      { throttle: 'money' },
      tables.marketPrices.may('GetItem'),
      secrets.readQuoteKey,
      market,
    );
    for (const [route, handler] of [
      ['POST /v1/purchases', 'trading/buy-gold'],
      ['POST /v1/sales', 'trading/sell-gold'],
    ] as const)
      this.#trade(parts, route, handler, [market, { env: { vaultId } }]);
    this.#rotateQuoteKey(parts);
  }

  #trade({ platform, data }: Parts, route: string, handler: string, more: readonly Access[]) {
    const { keys, secrets, tables } = data;
    endpoint(
      this,
      platform,
      route,
      handler,
      { throttle: 'money' },
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.guards.may('GetItem', 'PutItem', 'UpdateItem'),
      tables.marketPrices.may('GetItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
      secrets.readQuoteKey,
      ...more,
    );
    platform.monitoring.dashboards.addMoney(
      route === 'POST /v1/sales' ? 'Sales' : 'Purchases',
      ownMetric('Answered', 'Sum', { route }).with({ label: 'answered' }),
      ownMetric('Refused', 'Sum', { route }).with({ label: 'refused' }),
    );
  }

  #rotateQuoteKey({ platform, data }: Parts) {
    const { quoteKey } = data.secrets;
    const { lambda } = new Handler(this, platform, {
      handler: 'trading/rotate-quote-key',
      size: sizes.subscriber,
      access: [
        {
          allow: [
            {
              actions: [
                'secretsmanager:DescribeSecret',
                'secretsmanager:GetSecretValue',
                'secretsmanager:PutSecretValue',
                'secretsmanager:UpdateSecretVersionStage',
              ],
              resources: [quoteKey.secretArn],
            },
          ],
        },
      ],
    });
    lambda.addPermission('Rotation', {
      principal: new ServicePrincipal('secretsmanager.amazonaws.com'),
      sourceArn: quoteKey.secretArn,
    });
    const schedule = new CfnRotationSchedule(this, 'QuoteKeyRotation', {
      secretId: quoteKey.secretArn,
      rotationLambdaArn: lambda.functionArn,
      rotationRules: { automaticallyAfterDays: quoteKeyDays },
    });
    schedule.node.addDependency(lambda);
  }
}

/** How long a key signs quotes before the next one does. */
const quoteKeyDays = 30;
