import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { nameOf } from '../shared/platform.ts';

/** One line per connection and message: who, what, how it went. No header, where the ticket is, and no body. */
export const socketLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    ip: '$context.identity.sourceIp',
    userId: '$context.authorizer.principalId',
    route: '$context.routeKey',
    event: '$context.eventType',
    connectionId: '$context.connectionId',
    status: '$context.status',
    functionMs: '$context.integrationLatency',
    error: '$context.error.message',
    functionError: '$context.integrationErrorMessage',
    admission: '$context.authorizer.error',
  }),
);

export const socketLog = (scope: Construct, config: StageConfig): LogGroup =>
  new LogGroup(scope, 'AccessLog', {
    logGroupName: `/aws/apigateway/${nameOf(config, 'live')}`,
    retention: config.logRetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
