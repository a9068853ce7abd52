import { CfnOutput } from 'aws-cdk-lib';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { sizes } from '../config.ts';
import { eventsOf } from '../ledger/bus.ts';
import type { Parts } from '../shared/context.ts';
import { Handler } from '../shared/handler.ts';
import { ownMetric } from '../shared/monitoring.ts';
import type { Platform } from '../shared/platform.ts';
import { Subscriber } from '../shared/subscriber.ts';
import { mayCallBank } from './bank-access.ts';

/** What the bank tells us, and what we ask it before we believe it. */
export class Bank extends Construct {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'Bank');
    const { platform, data, ledger } = parts;
    const { keys, tables } = data;
    this.#webhook(parts);
    watchBank(this, platform);
    new Subscriber(this, platform, {
      bus: ledger.bus.bus,
      handler: 'bank/verify-deposit',
      pattern: eventsOf('wallet', 'FundsDeposited'),
      access: [
        mayCallBank(parts),
        tables.events.may('Query', 'GetItem', 'PutItem'),
        tables.guards.may('GetItem'),
        tables.personKeys.may('GetItem'),
        keys.readPersonalData,
      ],
    });
  }

  #webhook({ platform, data }: Parts) {
    const { lambda } = new Handler(this, platform, {
      handler: 'bank/receive-webhook',
      size: sizes.request,
      access: [
        data.secrets.readBankWebhook,
        data.tables.events.may('Query', 'GetItem', 'PutItem'),
        data.tables.guards.may('GetItem', 'PutItem', 'UpdateItem'),
        data.tables.personKeys.may('GetItem', 'PutItem'),
        data.keys.writePersonalData,
        { env: { currency: platform.config.currency } },
      ],
    });
    // The bank has no AWS identity: its signature over the body is what lets it in.
    const url = lambda.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    new CfnOutput(this, 'WebhookUrl', { value: url.url });
    const refused = ownMetric('WebhookRefused', 'Sum', { sender: 'bank' });
    platform.monitoring.alarm(this, 'WebhookRefused', {
      metric: refused,
      threshold: 10,
      says: 'The webhook refused ten signatures: a secret changed on one side, or somebody is trying.',
      chapter: 'webhook-refused',
    });
    platform.monitoring.dashboards.addMoney('Webhooks refused', refused);
  }
}

const watchBank = (scope: Construct, { monitoring }: Platform) => {
  const unavailable = ownMetric('BankUnavailable', 'Sum');
  const opened = ownMetric('BankCircuitOpened', 'Sum');
  const unknown = ownMetric('BankUnknownAnswer', 'Sum');
  monitoring.alarm(scope, 'BankUnavailable', {
    metric: unavailable,
    threshold: 5,
    says: 'Five calls of the bank were given up: it is down, slow, or refuses our credential.',
    chapter: 'bank-unavailable',
  });
  monitoring.alarm(scope, 'BankCircuitOpened', {
    metric: opened,
    threshold: 1,
    periods: 3,
    says: 'For a quarter of an hour some function has stopped calling the bank, which does not answer.',
    chapter: 'bank-unavailable',
  });
  monitoring.alarm(scope, 'BankUnknownAnswer', {
    metric: unknown,
    threshold: 1,
    says: 'The bank answered something that its contract does not have; nothing was concluded from it.',
    chapter: 'bank-unknown-answer',
  });
  monitoring.dashboards.addMoney('Bank', unavailable, opened, unknown);
};
