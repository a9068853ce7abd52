import type { Resource, Resources } from '../kernel/resources.ts';
import { functionArnOf } from './declared-api.ts';
import type { Rate } from './token-bucket.ts';

export interface LambdaAuthorizer {
  readonly functionArn: string;
  /** What must be there before the authorizer is asked, e.g. `route.request.querystring.token`. */
  readonly identitySources: readonly string[];
}

export interface WebSocketRoute {
  readonly routeKey: string;
  readonly functionArn: string;
  readonly authorizer: LambdaAuthorizer | undefined;
  /** Whether the function's body goes back to the client. */
  readonly replies: boolean;
}

export interface DeclaredWebSocketApi {
  readonly apiId: string;
  readonly logicalId: string;
  readonly stage: string;
  readonly throttle: Rate | undefined;
  /** The route of a message, by the API's selection expression; `$default` where none fits. */
  readonly routeOf: (message: string) => WebSocketRoute | undefined;
  readonly route: (routeKey: string) => WebSocketRoute | undefined;
}

/** `$request.body.action` is the member `action` of a JSON message. */
const selector = (api: Resource): ((message: string) => string) => {
  const expression = String(api.properties['RouteSelectionExpression'] ?? '$request.body.action');
  const path = /^\$request\.body\.([\w.]+)$/.exec(expression)?.[1]?.split('.');
  if (path === undefined)
    throw new Error(`${api.id}: the route selection ${expression} is not supported here.`);
  return (message) => {
    try {
      // biome-ignore lint/suspicious/noExplicitAny: a client's JSON, of any shape.
      const selected = path.reduce((at: any, name) => at?.[name], JSON.parse(message));
      return typeof selected === 'string' ? selected : '$default';
    } catch {
      return '$default';
    }
  };
};

// biome-ignore lint/suspicious/noExplicitAny: a template's properties; what is read here is checked.
const throttleOf = (settings: any): Rate | undefined => {
  const { ThrottlingRateLimit: ratePerSecond, ThrottlingBurstLimit: burst } = settings ?? {};
  if (typeof ratePerSecond !== 'number' || typeof burst !== 'number') return undefined;
  return { ratePerSecond, burst };
};

const readAuthorizer = ({ id, properties }: Resource): LambdaAuthorizer => {
  if (properties['AuthorizerType'] !== 'REQUEST')
    throw new Error(`${id}: only REQUEST authorizers are supported here.`);
  return {
    functionArn: functionArnOf(properties['AuthorizerUri']),
    identitySources: properties['IdentitySource'] ?? [],
  };
};

/** The WebSocket API of the template; undefined when there is none. Throws, by name, at what is unknown here. */
export const readWebSocketApi = (resources: Resources): DeclaredWebSocketApi | undefined => {
  const api = resources
    .ofType('AWS::ApiGatewayV2::Api')
    .find(({ properties }) => properties['ProtocolType'] === 'WEBSOCKET');
  if (api === undefined) return undefined;
  const ofApi = (type: string) =>
    resources.ofType(type).filter(({ properties }) => properties['ApiId'] === api.ref);
  const integrations = new Map(
    ofApi('AWS::ApiGatewayV2::Integration').map((each) => [each.ref, each.properties]),
  );
  const authorizers = new Map(
    ofApi('AWS::ApiGatewayV2::Authorizer').map((each) => [each.ref, readAuthorizer(each)]),
  );
  // A route answers its client where it is asked to, and has a response besides ("Set up route responses").
  const answering = new Set(
    ofApi('AWS::ApiGatewayV2::RouteResponse').map(({ properties }) => properties['RouteId']),
  );
  const routes = new Map<string, WebSocketRoute>();
  for (const { id, ref, properties } of ofApi('AWS::ApiGatewayV2::Route')) {
    const target = String(properties['Target'] ?? '').replace(/^integrations\//, '');
    const integration = integrations.get(target);
    const type = properties['AuthorizationType'] ?? 'NONE';
    const authorizer = authorizers.get(properties['AuthorizerId']);
    if (integration?.['IntegrationType'] !== 'AWS_PROXY')
      throw new Error(`${id}: only Lambda proxy integrations are supported here.`);
    if (type !== 'NONE' && (type !== 'CUSTOM' || authorizer === undefined))
      throw new Error(`${id}: authorization ${type} is not supported here.`);
    routes.set(properties['RouteKey'], {
      routeKey: properties['RouteKey'],
      functionArn: functionArnOf(integration['IntegrationUri']),
      authorizer: type === 'CUSTOM' ? authorizer : undefined,
      replies: properties['RouteResponseSelectionExpression'] === '$default' && answering.has(ref),
    });
  }
  const select = selector(api);
  const stage = ofApi('AWS::ApiGatewayV2::Stage')[0]?.properties;
  return {
    apiId: api.ref,
    logicalId: api.logicalId,
    stage: stage?.['StageName'] ?? '$default',
    throttle: throttleOf(stage?.['DefaultRouteSettings']),
    route: (routeKey) => routes.get(routeKey),
    routeOf: (message) => routes.get(select(message)) ?? routes.get('$default'),
  };
};
