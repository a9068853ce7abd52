import { ArnFormat, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  type CfnStage,
  HttpApi,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageConfig, Throttle } from '../config.ts';
import type { UserPool } from '../data/user-pool.ts';
import { nameOf, type Platform } from '../shared/platform.ts';
import type { RegisteredRoute } from '../shared/routes.ts';
import { accessLogFormat } from './access-log.ts';
import { watchApi } from './watch-api.ts';

/** The HTTP API: every route with its own throttle, a token on all but the public ones, and a log of each request. */
export class Api extends Construct {
  readonly url: string;

  constructor(scope: Construct, platform: Platform, userPool: UserPool) {
    super(scope, 'Api');
    const { config, monitoring, routes } = platform;
    const api = new HttpApi(this, 'HttpApi', {
      apiName: nameOf(config, 'api'),
      createDefaultStage: false,
    });
    const signedIn = new HttpUserPoolAuthorizer('SignedIn', userPool.pool, {
      userPoolClients: [userPool.client],
    });
    const built = routes.all().map((route) => addRoute(this, api, route, signedIn));
    const stage = addStage(this, api, config);
    throttleRoutes(stage, routes.all(), config);
    // A stage may only throttle routes that exist.
    stage.node.addDependency(...built);
    watchApi(this, monitoring, api.apiId);
    this.url = api.apiEndpoint;
  }
}

const addRoute = (
  scope: Construct,
  httpApi: HttpApi,
  { route, functionName, signedIn }: RegisteredRoute,
  authorizer: IHttpRouteAuthorizer,
): HttpRoute => {
  const handler = Lambda.fromFunctionAttributes(scope, functionName, {
    functionArn: Stack.of(scope).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: functionName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
    sameEnvironment: true,
  });
  const made = new HttpRoute(scope, route.replaceAll('/', '.'), {
    httpApi,
    routeKey: routeKeyOf(route),
    integration: new HttpLambdaIntegration(`${functionName}-integration`, handler),
    authorizer: signedIn ? authorizer : new HttpNoneAuthorizer(),
  });
  if (!signedIn) {
    Validations.of(made).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Public by contract: registration, log-in, the market price, the API description, not found.',
    });
  }
  return made;
};

const routeKeyOf = (route: string) => {
  const [method, path] = route.split(' ');
  if (!method || !path) return HttpRouteKey.DEFAULT;
  return HttpRouteKey.with(path, method as Parameters<typeof HttpRouteKey.with>[1]);
};

const addStage = (scope: Construct, httpApi: HttpApi, config: StageConfig) =>
  new HttpStage(scope, 'Stage', {
    httpApi,
    autoDeploy: true,
    throttle: inCdkTerms(config.throttles.read),
    detailedMetricsEnabled: true,
    accessLogSettings: {
      destination: new LogGroupLogDestination(
        new LogGroup(scope, 'AccessLog', {
          logGroupName: `/aws/apigateway/${nameOf(config, 'api')}`,
          retention: config.logRetentionDays,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      ),
      format: accessLogFormat,
    },
  });

const inCdkTerms = ({ ratePerSecond, burst }: Throttle) => ({
  rateLimit: ratePerSecond,
  burstLimit: burst,
});

const throttleRoutes = (
  stage: HttpStage,
  routes: readonly RegisteredRoute[],
  { throttles }: StageConfig,
) => {
  (stage.node.defaultChild as CfnStage).routeSettings = Object.fromEntries(
    routes.map(({ route, throttle }) => [
      route,
      {
        ThrottlingRateLimit: throttles[throttle].ratePerSecond,
        ThrottlingBurstLimit: throttles[throttle].burst,
        DetailedMetricsEnabled: true,
      },
    ]),
  );
};
