import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { listen } from '../../../local/http/server.ts';
import { createWebSocketApi } from '../../../local/http/websocket-api.ts';
import { createWebSocketUpgrade } from '../../../local/http/websocket-upgrade.ts';
import type { Outcome } from '../../../local/kernel/invoke.ts';
import { createRealTimeline } from '../../../local/kernel/timeline.ts';
import type { World } from '../../../local/kernel/world.ts';
import { declare, testWorld } from './doors.ts';

const arnOf = (name: string) => `arn:aws:lambda:eu-west-1:000000000000:function:${name}`;
const uriOf = (name: string) =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${arnOf(name)}/invocations`;
const ApiId = 'wsapi';
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

const policy = (Effect: string) => ({
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

const start = (answers: Record<string, unknown> = {}, world: World = testWorld()) => {
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
const handshake = { query: 'token=t', headers: { 'user-agent': 'probe' }, sourceIp: '192.0.2.1' };
const caller = { kind: 'cloud', name: 'test' } as const;

const open = async (given = start()) => {
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

describe('a WebSocket API', () => {
  it('asks the authorizer, then $connect, and carries what the authorizer said', async () => {
    const { events, connected } = await open();
    expect(events[0]).toMatchObject({
      name: 'authorize',
      event: {
        type: 'REQUEST',
        methodArn: 'arn:aws:execute-api:eu-west-1:000000000000:wsapi/live/$connect',
        queryStringParameters: { token: 't' },
      },
    });
    expect(events[1]).toMatchObject({
      name: 'connect',
      event: {
        headers: { 'user-agent': 'probe' },
        requestContext: {
          routeKey: '$connect',
          eventType: 'CONNECT',
          connectionId: connected.connectionId,
          apiId: ApiId,
          stage: 'live',
          domainName: 'wsapi.execute-api.eu-west-1.amazonaws.com',
          identity: { sourceIp: '192.0.2.1' },
          authorizer: { principalId: 'u1', groups: 'customer' },
        },
      },
    });
  });

  it.each([
    [403, { authorize: policy('Deny') }],
    [401, { authorize: new Error('Unauthorized') }],
    [500, { authorize: new Error('broken') }],
    [500, { connect: new Error('broken') }],
    [409, { connect: { statusCode: 409 } }],
  ])('refuses with %i', async (status, answers) => {
    expect(await start(answers).api.connect(handshake)).toBe(status);
  });

  it('refuses with 401 before it asks anybody, when the token is missing', async () => {
    const { api, called } = start();
    expect(await api.connect({ ...handshake, query: '' })).toBe(401);
    expect(called()).toEqual([]);
  });

  it('routes messages by their action, and sends an answer back where the route says so', async () => {
    const { connected, sent, called, events } = await open();
    await connected.receive('{"action":"echo"}');
    expect(sent).toEqual(['back']);
    for (const message of ['{"action":"other"}', 'no JSON', 'null'])
      await connected.receive(message);
    expect(called()).toEqual(['authorize', 'connect', 'echo', 'connect', 'connect', 'connect']);
    expect(events[2]?.event).toMatchObject({
      body: '{"action":"echo"}',
      requestContext: { eventType: 'MESSAGE', routeKey: 'echo' },
    });
  });
});

describe('the throttle of the stage', () => {
  it('counts connections and messages, and fills again', async () => {
    const { api, world, connected, sent } = await open();
    for (let n = 0; n < 49; n++) await connected.receive('{"action":"echo"}');
    expect(sent).toHaveLength(49);
    await connected.receive('{"action":"echo"}');
    expect(sent.at(-1)).toContain('Too Many Requests');
    expect(await api.connect(handshake)).toBe(429);
    await world.timeline.advance(1_000);
    expect(await api.connect(handshake)).toMatchObject({ protocol: undefined });
  });
});

describe('@connections', () => {
  it('sends, looks and deletes, and is gone after the client', async () => {
    const { ask, sent, closed, connected, called } = await open();
    await ask('PostToConnection', 'hello');
    expect(sent).toEqual(['hello']);
    expect(await ask('GetConnection')).toMatchObject({ connectedAt: '2026-11-23T10:00:00.000Z' });
    await ask('DeleteConnection');
    expect(closed).toEqual([1000]);
    await connected.disconnected(1000, '');
    await connected.disconnected(1000, '');
    expect(called().filter((name) => name === 'disconnect')).toHaveLength(1);
    await expect(ask('PostToConnection', 'hello')).rejects.toMatchObject({
      code: 'GoneException',
      status: 410,
    });
    await expect(ask('PostToConnection', 'hello', 'nobody')).rejects.toMatchObject({
      code: 'GoneException',
    });
  });

  it('refuses more than 128 KB, meters in 32 KB, and needs the right to manage', async () => {
    const world = testWorld();
    const { ask, api } = await open(start({}, world));
    await expect(ask('PostToConnection', 'x'.repeat(128 * 1024 + 1))).rejects.toMatchObject({
      status: 413,
    });
    await ask('PostToConnection', 'x'.repeat(32 * 1024 + 1));
    expect(world.metered).toEqual(['apigateway.messages 2']);
    const input = { ApiId, Stage: 'live', ConnectionId: 'c=' };
    expect(api.service.permissions({ operation: 'PostToConnection', input, caller })).toEqual([
      {
        action: 'execute-api:ManageConnections',
        resource: 'arn:aws:execute-api:eu-west-1:000000000000:wsapi/live/POST/@connections/c=',
      },
    ]);
  });

  it('ends a connection after ten silent minutes, and any after two hours', async () => {
    const silent = await open();
    await silent.world.timeline.advance(599_999);
    expect(silent.closed).toEqual([]);
    await silent.world.timeline.advance(1);
    expect(silent.closed).toEqual([1001]);
    const busy = await open();
    for (let n = 0; n < 23; n++) {
      await busy.world.timeline.advance(300_000);
      await busy.connected.receive('ping');
    }
    expect(busy.closed).toEqual([]);
    await busy.world.timeline.advance(300_000);
    expect(busy.closed).toEqual([1001]);
  });
});

const timeline = createRealTimeline();
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  timeline.stop();
});
const serve = async (given: ReturnType<typeof start>) => {
  const upgrades = { '/ws': createWebSocketUpgrade(given.api) };
  const listening = await listen({ port: 0, timeline, routes: {}, upgrades });
  ends.push(() => listening.close(0));
  return `ws://127.0.0.1:${listening.port}`;
};

describe('over a socket', () => {
  it('shakes hands, exchanges messages, and tells of the end', async () => {
    const { world } = start();
    const given = start({}, { ...world, timeline });
    const at = await serve(given);
    const socket = new WebSocket(`${at}/ws?token=t`);
    await once(socket, 'open');
    socket.send('{"action":"echo"}');
    const [data] = await once(socket, 'message');
    expect(String(data)).toBe('back');
    socket.close(4000, 'bye');
    await once(socket, 'close');
    await expect
      .poll(() => given.events.at(-1))
      .toMatchObject({
        name: 'disconnect',
        event: { requestContext: { disconnectStatusCode: 4000, disconnectReason: 'bye' } },
      });
  });

  it('speaks the protocol that $connect chose of those that were offered', async () => {
    const { world } = start();
    const headers = { 'Sec-WebSocket-Protocol': 'b' };
    const given = start({ connect: { statusCode: 200, headers } }, { ...world, timeline });
    const at = await serve(given);
    const socket = new WebSocket(`${at}/ws?token=t`, ['a', 'b']);
    await once(socket, 'open');
    expect(socket.protocol).toBe('b');
    expect(given.events[0]?.event.headers['sec-websocket-protocol']).toBe('a,b');
  });

  it('breaks connections as a network does, and tells of their end', async () => {
    const { world } = start();
    const given = start({}, { ...world, timeline });
    const socket = new WebSocket(`${await serve(given)}/ws?token=t`);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    expect(given.api.drop()).toBe(1);
    expect((await closed)[0]).toBe(1006);
    await expect.poll(given.called).toContain('disconnect');
  });

  it('lets the server close while clients are connected', async () => {
    const { world } = start();
    const at = await serve(start({}, { ...world, timeline }));
    const socket = new WebSocket(`${at}/ws?token=t`);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await ends.pop()?.();
    expect((await closed)[0]).toBe(1006);
  });

  it('refuses with a status before the handshake, and where nothing is mounted', async () => {
    const { world } = start();
    const at = await serve(start({ authorize: policy('Deny') }, { ...world, timeline }));
    for (const [path, status] of [
      ['/ws?token=t', 403],
      ['/elsewhere', 404],
    ] as const) {
      const socket = new WebSocket(at + path);
      const [error] = await once(socket, 'error');
      expect(error.message).toBe(`Unexpected server response: ${status}`);
    }
  });
});

describe('a message', () => {
  it.each([
    [32 * 1024, undefined],
    [32 * 1024 + 1, 1009],
  ])('takes a frame of %i bytes, or ends with %s', async (bytes, code) => {
    const { world } = start();
    const given = start({}, { ...world, timeline });
    const socket = new WebSocket(`${await serve(given)}/ws?token=t`);
    await once(socket, 'open');
    const ended = new Promise<number | undefined>((resolve) => {
      socket.on('close', resolve);
      socket.on('message', () => resolve(undefined));
    });
    const padding = bytes - JSON.stringify({ action: 'echo', padding: '' }).length;
    socket.send(JSON.stringify({ action: 'echo', padding: 'x'.repeat(padding) }));
    expect(await ended).toBe(code);
    expect(given.called().includes('echo')).toBe(code === undefined);
  });

  it('takes 128 KB in frames that are short enough', async () => {
    const { world } = start();
    const socket = new WebSocket(`${await serve(start({}, { ...world, timeline }))}/ws?token=t`);
    await once(socket, 'open');
    const text = JSON.stringify({ action: 'echo', padding: 'x'.repeat(127 * 1024) });
    for (let from = 0; from < text.length; from += 32 * 1024) {
      const fin = from + 32 * 1024 >= text.length;
      socket.send(text.slice(from, from + 32 * 1024), { fin });
    }
    const [data] = await once(socket, 'message');
    expect(String(data)).toBe('back');
  });
});
