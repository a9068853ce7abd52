import { type CfnElement, Stack, Validations } from 'aws-cdk-lib';
import { LogGroupLogDestination, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import type { Access } from '../shared/access.ts';
import type { Handler } from '../shared/handler.ts';
import { metric } from '../shared/monitoring.ts';
import { nameOf, type Platform } from '../shared/platform.ts';
import { LogWriting } from './log-writing.ts';
import { socketLog, socketLogFormat } from './socket-log.ts';

/** The functions behind the routes of the WebSocket API. */
export interface SocketHandlers {
  /** Says who may connect. */
  readonly admit: Handler;
  readonly connect: Handler;
  readonly disconnect: Handler;
  /** Answers whatever a client says. */
  readonly other: Handler;
}

/** The stage is a part of the address, and CloudFront hands the page's own `/ws` on as it is. */
const stageName = 'ws';

/** The WebSocket API: who has a ticket connects, and then listens. */
export class SocketApi extends Construct {
  readonly url: string;
  readonly #api: WebSocketApi;
  readonly #stage: WebSocketStage;

  constructor(scope: Construct, platform: Platform, handlers: SocketHandlers) {
    super(scope, 'SocketApi');
    const { config } = platform;
    this.#api = this.#declare(nameOf(config, 'live'), handlers);
    const { ratePerSecond, burst } = config.throttles.live;
    this.#stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: this.#api,
      stageName,
      autoDeploy: true,
      throttle: { rateLimit: ratePerSecond, burstLimit: burst },
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(socketLog(this, config)),
        format: socketLogFormat,
      },
    });
    this.#stage.node.addDependency(new LogWriting(this, 'LogWriting'));
    this.url = this.#api.apiEndpoint;
    platform.monitoring.alarm(this, 'Failing', {
      metric: metric('AWS/ApiGateway', 'ExecutionError', 'Sum', { ApiId: this.#api.apiId }),
      threshold: 5,
      says: 'The WebSocket API fails to answer those who connect.',
      chapter: 'live-failing',
    });
  }

  /** The right to post to connections, and where. */
  get mayPost(): Access {
    const connections = this.#api.arnForExecuteApiV2('POST/@connections/*', stageName);
    return {
      env: { liveApiUrl: this.#stage.callbackUrl },
      allow: [{ actions: ['execute-api:ManageConnections'], resources: [connections] }],
    };
  }

  /** Notes why those who post may do so to every connection. */
  acknowledgePosting(...posters: readonly Construct[]): void {
    const stack = Stack.of(this);
    const api = stack.getLogicalId(this.#api.node.defaultChild as CfnElement);
    const resource = `arn:aws:execute-api:${stack.region}:<AWS::AccountId>:<${api}>/${stageName}/POST/@connections/*`;
    for (const poster of posters)
      Validations.of(poster).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${resource}]`,
        reason: 'A connection has an id once it is made: whoever tells all of them can name none.',
      });
  }

  #declare(apiName: string, { admit, connect, disconnect, other }: SocketHandlers): WebSocketApi {
    const to = ({ name, lambda }: Handler) => new WebSocketLambdaIntegration(name, lambda);
    const api = new WebSocketApi(this, 'Api', {
      apiName,
      connectRouteOptions: {
        integration: to(connect),
        // No identity source: proxies change the case of headers, which API Gateway may then miss. The function looks.
        authorizer: new WebSocketLambdaAuthorizer('Admit', admit.lambda, { identitySource: [] }),
      },
      disconnectRouteOptions: { integration: to(disconnect) },
      defaultRouteOptions: { integration: to(other), returnResponse: true },
    });
    for (const route of ['$disconnect', '$default'])
      Validations.of(api.node.findChild(`${route}-Route`)).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'Only $connect can have an authoriser: whoever comes here was admitted there.',
      });
    return api;
  }
}
