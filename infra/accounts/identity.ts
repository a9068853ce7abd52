import { CfnOutput } from 'aws-cdk-lib';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { sizes } from '../config.ts';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { Handler } from '../shared/handler.ts';
import { ownMetric } from '../shared/monitoring.ts';

/** Customers prove who they are at an identity provider, which tells us by webhook. */
export class Identity extends Construct {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'Identity');
    const { platform, data } = parts;
    const { keys, secrets, tables } = data;
    const decide = [
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
    ];
    endpoint(
      this,
      platform,
      'POST /v1/me/verification',
      'accounts/start-verification',
      { throttle: 'credentials' },
      ...decide,
      secrets.readIdentityCredential,
      { env: { identityApiUrl: platform.config.identity.apiUrl } },
    );
    const { lambda } = new Handler(this, platform, {
      handler: 'accounts/receive-identity-webhook',
      size: sizes.request,
      access: [...decide, secrets.readIdentityWebhook],
    });
    // The provider has no AWS identity: its signature over the body is what lets it in.
    const url = lambda.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    new CfnOutput(this, 'WebhookUrl', { value: url.url });
    platform.monitoring.alarm(this, 'WebhookRefused', {
      metric: ownMetric('WebhookRefused', 'Sum', { sender: 'identity' }),
      threshold: 10,
      says: 'The identity webhook refused ten signatures: a secret changed on one side, or somebody is trying.',
      chapter: 'webhook-refused',
    });
  }
}
