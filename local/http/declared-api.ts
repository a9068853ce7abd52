import type { Resource, Resources } from '../kernel/resources.ts';
import { createJwtAuthorizer, type Jwks, type Verdict } from './jwt-authorizer.ts';
import type { HttpRequest } from './message.ts';
import { createRouter, type Match } from './routes.ts';
import type { Rate } from './token-bucket.ts';

/** What a route leads to. */
export interface Target {
  readonly functionArn: string;
  readonly timeoutMs: number;
  /** Absent on a public route. */
  readonly authorize?: (request: HttpRequest) => Verdict;
}

export interface Stage {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>> | undefined;
  readonly accessLog: { readonly destination: string; readonly format: string } | undefined;
  /** The throttle of a route; undefined where neither the route nor the stage sets one. */
  readonly rateOf: (routeKey: string) => Rate | undefined;
}

export interface DeclaredApi {
  readonly route: (method: string, path: string) => Match<Target> | undefined;
  readonly stage: Stage;
}

const integrationTimeoutMsMax = 30_000;

const rateFrom = (settings: Record<string, unknown> | undefined): Rate | undefined => {
  const rate = settings?.['ThrottlingRateLimit'];
  const burst = settings?.['ThrottlingBurstLimit'];
  if (rate === undefined && burst === undefined) return undefined;
  const ratePerSecond = rate === undefined ? Number.POSITIVE_INFINITY : Number(rate);
  return { ratePerSecond, burst: burst === undefined ? ratePerSecond : Number(burst) };
};

const readStage = (api: Resource, resources: Resources): Stage => {
  const declared = resources
    .ofType('AWS::ApiGatewayV2::Stage')
    .find(({ properties }) => properties['ApiId'] === api.ref);
  const properties = declared?.properties ?? {};
  const log = properties['AccessLogSettings'];
  const fallback = rateFrom(properties['DefaultRouteSettings']);
  return {
    name: properties['StageName'] ?? '$default',
    variables: properties['StageVariables'],
    accessLog:
      log?.Format === undefined
        ? undefined
        : { destination: log.DestinationArn ?? '', format: log.Format },
    rateOf: (routeKey) => {
      const own = rateFrom(properties['RouteSettings']?.[routeKey]);
      return own ?? fallback;
    },
  };
};

/** A function's ARN, also out of `arn:aws:apigateway:…:path/2015-03-31/functions/<arn>/invocations`. */
export const functionArnOf = (uri: string): string =>
  /\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri;

const readIntegration = (resources: Resources, api: Resource, route: Resource) => {
  const id = String(route.properties['Target'] ?? '').replace(/^integrations\//, '');
  const integration = resources
    .ofType('AWS::ApiGatewayV2::Integration')
    .find(({ properties, ref }) => properties['ApiId'] === api.ref && ref === id);
  const properties = integration?.properties ?? {};
  if (properties['IntegrationType'] !== 'AWS_PROXY' || properties['PayloadFormatVersion'] !== '2.0')
    throw new Error(
      `${route.id}: only Lambda proxy integrations of format 2.0 are supported here.`,
    );
  return {
    functionArn: functionArnOf(properties['IntegrationUri']),
    timeoutMs: Math.min(
      Number(properties['TimeoutInMillis'] ?? integrationTimeoutMsMax),
      integrationTimeoutMsMax,
    ),
  };
};

/** Reads routes, integrations, authorizers and the stage; throws, by name, where one is of a kind unknown here. */
export const readApi = (options: {
  readonly api: Resource;
  readonly resources: Resources;
  readonly jwks: Jwks;
  readonly now: () => number;
}): DeclaredApi => {
  const { api, resources, jwks, now } = options;
  const ofApi = (type: string) =>
    resources.ofType(type).filter(({ properties }) => properties['ApiId'] === api.ref);
  const authorizers = new Map(
    ofApi('AWS::ApiGatewayV2::Authorizer').map((authorizer) => {
      if (authorizer.properties['AuthorizerType'] !== 'JWT')
        throw new Error(`${authorizer.id}: only JWT authorizers are supported here.`);
      return [authorizer.ref, createJwtAuthorizer(authorizer, jwks, now)] as const;
    }),
  );
  const authorizeOf = ({ id, properties }: Resource): Pick<Target, 'authorize'> => {
    const type = properties['AuthorizationType'] ?? 'NONE';
    if (type === 'NONE') return {};
    const authorizer = authorizers.get(properties['AuthorizerId']);
    if (type !== 'JWT' || authorizer === undefined)
      throw new Error(`${id}: authorization ${type} is not supported here, or has no authorizer.`);
    const scopes: readonly string[] = properties['AuthorizationScopes'] ?? [];
    return { authorize: (request) => authorizer(request, scopes) };
  };
  const targets = new Map<string, Target>();
  for (const route of ofApi('AWS::ApiGatewayV2::Route')) {
    const integration = readIntegration(resources, api, route);
    targets.set(route.properties['RouteKey'], { ...integration, ...authorizeOf(route) });
  }
  return { route: createRouter(targets), stage: readStage(api, resources) };
};
