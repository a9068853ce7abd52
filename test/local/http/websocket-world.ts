import { createWebSocketApi } from '../../../local/http/websocket-api.ts';
import type { Outcome } from '../../../local/kernel/invoke.ts';
import type { World } from '../../../local/kernel/world.ts';
import { declare, testWorld } from './doors.ts';

const arnOf = (name: string) => `arn:aws:lambda:eu-west-1:000000000000:function:${name}`;
const uriOf = (name: string) =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${arnOf(name)}/invocations`;
export const ApiId = 'wsapi';
const integration = (name: string) => ({
  type: 'AWS::ApiGatewayV2::Integration',
  properties: { ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri: uriOf(name) },
});
const route = (RouteKey: string, target: string, more: object = {}) => ({
  type: 'AWS::ApiGatewayV2::Route',
  properties: { ApiId, RouteKey, Target: `integrations/${target}`, ...more },
});
const resources = declare({
  wsapi: {
    type: 'AWS::ApiGatewayV2::Api',
    properties: { ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
  },
  stage: {
    type: 'AWS::ApiGatewayV2::Stage',
    properties: {
      ApiId,
      StageName: 'live',
      DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 50 },
    },
  },
  authorizer: {
    type: 'AWS::ApiGatewayV2::Authorizer',
    properties: {
      ApiId,
      AuthorizerType: 'REQUEST',
      AuthorizerUri: uriOf('authorize'),
      IdentitySource: ['route.request.querystring.token'],
    },
  },
  connect: integration('connect'),
  disconnect: integration('disconnect'),
  echo: integration('echo'),
  onConnect: route('$connect', 'connect', {
    AuthorizationType: 'CUSTOM',
    AuthorizerId: 'authorizer',
  }),
  onDisconnect: route('$disconnect', 'disconnect'),
  onEcho: route('echo', 'echo', { RouteResponseSelectionExpression: '$default' }),
  echoAnswers: {
    type: 'AWS::ApiGatewayV2::RouteResponse',
    properties: { ApiId, RouteId: 'onEcho', RouteResponseKey: '$default' },
  },
  onElse: route('$default', 'connect', { RouteResponseSelectionExpression: '$default' }),
});

export const policy = (Effect: string) => ({
  principalId: 'u1',
  context: { groups: 'customer' },
  policyDocument: {
    Statement: [
      {
        Effect,
        Action: 'execute-api:Invoke',
        Resource: 'arn:aws:execute-api:*:*:wsapi/live/$connect',
      },
    ],
  },
});

/** The API over functions that answer as a test has it, and all the events that they were given. */
export const start = (answers: Record<string, unknown> = {}, world: World = testWorld()) => {
  // biome-ignore lint/suspicious/noExplicitAny: the events under test.
  const events: { name: string; event: any }[] = [];
  const known: Record<string, unknown> = {
    authorize: policy('Allow'),
    connect: { statusCode: 200, body: 'nobody hears it: the route has no response' },
    disconnect: { statusCode: 200 },
    echo: { statusCode: 200, body: 'back' },
    ...answers,
  };
  const invoke = async (functionArn: string, event: unknown): Promise<Outcome> => {
    const name = functionArn.split(':').at(-1) ?? '';
    events.push({ name, event });
    const payload = known[name];
    return payload instanceof Error
      ? { ok: false, errorType: 'Error', errorMessage: payload.message }
      : { ok: true, payload };
  };
  const api = createWebSocketApi({ world, resources, invoke, allowed: () => true });
  if (api === undefined) throw new Error('no API');
  const called = () => events.map(({ name }) => name);
  return { api, world, events, called };
};
export const handshake = {
  query: 'token=t',
  headers: { 'user-agent': 'probe' },
  sourceIp: '192.0.2.1',
};
export const caller = { kind: 'cloud', name: 'test' } as const;

/** Somebody who is connected, with what was sent to them and how their connection ended. */
export const open = async (given = start()) => {
  const connected = await given.api.connect(handshake);
  if (typeof connected === 'number') throw new Error(`refused with ${connected}`);
  const sent: string[] = [];
  const closed: number[] = [];
  connected.attach({
    send: (data) => sent.push(data),
    close: (code) => closed.push(code),
    drop: () => closed.push(1006),
  });
  const ask = async (operation: string, Data?: string, ConnectionId = connected.connectionId) =>
    given.api.service.call({
      operation,
      input: { ApiId, Stage: 'live', ConnectionId, Data },
      caller,
    });
  return { ...given, connected, sent, closed, ask };
};
