import { describe, expect, it } from 'vitest';
import { testWorld } from './doors.ts';
import { ApiId, caller, handshake, open, policy, start } from './websocket-world.ts';

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
