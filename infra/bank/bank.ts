import { CfnOutput } from 'aws-cdk-lib';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { sizes } from '../config.ts';
import { eventsOf } from '../ledger/bus.ts';
import type { Access } from '../shared/access.ts';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { Handler } from '../shared/handler.ts';
import { ownMetric } from '../shared/monitoring.ts';
import { Subscriber } from '../shared/subscriber.ts';

/** What the bank tells us, and what we ask it before we believe it. */
export class Bank extends Construct {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'Bank');
    const { platform, data, ledger } = parts;
    const { keys, secrets, tables } = data;
    this.#webhook(parts);
    const bankApi: Access = { env: { bankApiUrl: platform.config.bank.apiUrl } };
    new Subscriber(this, platform, {
      bus: ledger.bus.bus,
      handler: 'bank/verify-deposit',
      pattern: eventsOf('wallet', 'FundsDeposited'),
      access: [
        bankApi,
        secrets.readBankCredential,
        tables.events.may('Query', 'GetItem', 'PutItem'),
        tables.guards.may('GetItem'),
        tables.personKeys.may('GetItem'),
        keys.readPersonalData,
      ],
    });
    endpoint(
      this,
      platform,
      'GET /v1/admin/deposits',
      'bank/list-deposits',
      { throttle: 'operations' },
      tables.depositReviews.may('Query'),
    );
  }

  #webhook({ platform, data }: Parts) {
    const { lambda } = new Handler(this, platform, {
      handler: 'bank/receive-webhook',
      size: sizes.request,
      access: [
        data.secrets.readBankWebhook,
        data.tables.events.may('Query', 'GetItem', 'PutItem'),
        data.tables.guards.may('GetItem', 'PutItem'),
        data.tables.personKeys.may('GetItem', 'PutItem'),
        data.keys.writePersonalData,
        { env: { currency: platform.config.currency } },
      ],
    });
    // The bank has no AWS identity: its signature over the body is what lets it in.
    const url = lambda.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    new CfnOutput(this, 'WebhookUrl', { value: url.url });
    const refused = ownMetric('WebhookRefused', 'Sum');
    platform.monitoring.alarm(this, 'WebhookRefused', {
      metric: refused,
      threshold: 10,
      says: 'The webhook refused ten signatures: a secret changed on one side, or somebody is trying.',
      chapter: 'webhook-refused',
    });
    platform.monitoring.dashboards.addMoney('Webhooks refused', refused);
  }
}
