import { expect, it } from 'vitest';
import { createHttpApi } from '../../../local/http/http-api.ts';
import {
  apiWith,
  fakeFunction,
  issuer,
  permissionsOf,
  request,
  startMs,
  testIssuer,
  testWorld,
} from './doors.ts';

const json = (body: unknown) => ({ ok: true as const, payload: body });
const noKeys = () => undefined;
const failed = { ok: false as const, errorType: 'Error', errorMessage: 'secret detail' };

const build = (
  routes: Parameters<typeof apiWith>[0],
  answer: Parameters<typeof fakeFunction>[0] = json({ statusCode: 200 }),
  more: Parameters<typeof apiWith>[1] = {},
) => {
  const world = testWorld();
  const lines: string[] = [];
  const { invoke, events } = fakeFunction(answer);
  const { issue, jwks } = testIssuer();
  const resources = apiWith(routes, more);
  const allowed = permissionsOf(resources);
  const { handle } = createHttpApi({
    world,
    resources,
    allowed,
    invoke,
    jwks,
    log: (_, line) => lines.push(line),
  });
  return { world, handle, events, lines, issue };
};

it('hands the function an event of payload format 2.0', async () => {
  const { handle, events } = build({ 'POST /v1/wallets/{id}': {} });
  await handle(
    request('POST', '/v1/wallets/a%20b?x=1&y=%C3%A9&x=2', {
      headers: {
        host: 'localhost:4000',
        'content-type': 'application/json; charset=utf-8',
        cookie: 'one=1; two=2',
        'user-agent': 'probe',
        'x-twice': 'a,b',
      },
      body: Buffer.from('{"é":1}'),
    }),
  );
  expect(events).toEqual([
    {
      version: '2.0',
      routeKey: 'POST /v1/wallets/{id}',
      rawPath: '/v1/wallets/a b',
      rawQueryString: 'x=1&y=%C3%A9&x=2',
      cookies: ['one=1', 'two=2'],
      headers: {
        host: 'localhost:4000',
        'content-type': 'application/json; charset=utf-8',
        'content-length': '8',
        'user-agent': 'probe',
        'x-twice': 'a,b',
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
        'x-forwarded-for': '192.0.2.1',
        'x-forwarded-port': '443',
        'x-forwarded-proto': 'https',
      },
      queryStringParameters: { x: '1,2', y: 'é' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'api',
        domainName: 'api.execute-api.eu-west-1.amazonaws.com',
        domainPrefix: 'api',
        http: {
          method: 'POST',
          path: '/v1/wallets/a b',
          protocol: 'HTTP/1.1',
          sourceIp: '192.0.2.1',
          userAgent: 'probe',
        },
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        routeKey: 'POST /v1/wallets/{id}',
        stage: '$default',
        time: '23/Nov/2026:10:00:00 +0000',
        timeEpoch: startMs,
      },
      pathParameters: { id: 'a b' },
      body: '{"é":1}',
      isBase64Encoded: false,
    },
  ]);
});

it('leaves out what the request has not, and encodes what is no text', async () => {
  const { handle, events } = build({ 'POST /': {} });
  await handle(request('POST', '/'));
  const bare = events[0];
  for (const member of ['body', 'cookies', 'queryStringParameters', 'pathParameters'])
    expect(bare).not.toHaveProperty(member);
  const headers = { 'content-type': 'application/octet-stream' };
  await handle(request('POST', '/', { headers, body: Buffer.from([0xff, 0x00]) }));
  expect(events[1]).toMatchObject({ body: '/wA=', isBase64Encoded: true });
});

it.each([
  [
    'a structured answer',
    { statusCode: 201, headers: { 'X-A': 1 }, body: 'ok', cookies: ['a=1'] },
    {
      status: 201,
      headers: { 'x-a': '1', 'content-type': 'text/plain; charset=utf-8' },
      cookies: ['a=1'],
      body: 'ok',
    },
  ],
  [
    'base64',
    { statusCode: 200, body: '/wA=', isBase64Encoded: true },
    { status: 200, body: Buffer.from([0xff, 0]) },
  ],
  [
    'a bare object',
    { hello: 'world' },
    { status: 200, headers: { 'content-type': 'application/json' }, body: '{"hello":"world"}' },
  ],
  ['a bare string', 'hello', { status: 200, body: 'hello' }],
  [
    'a body that is no string',
    { statusCode: 200, body: { a: 1 } },
    { status: 500, body: '{"message":"Internal Server Error"}' },
  ],
  ['a status that is none', { statusCode: 'many' }, { status: 500 }],
])('answers %s', async (_, payload, expected) => {
  const { handle } = build({ $default: {} }, json(payload));
  expect(await handle(request('GET', '/any'))).toMatchObject(expected);
});

it('hides why a function failed from the client, not from the access log', async () => {
  const AccessLogSettings = {
    DestinationArn: 'arn:log',
    Format:
      '{"route":"$context.routeKey","status":"$context.status","error":"$context.integration.error","agent":"$context.identity.userAgent","none":"$context.authorizer.error"}',
  };
  const { handle, lines } = build({ 'GET /': {} }, failed, { stage: { AccessLogSettings } });
  const headers = { 'user-agent': 'a"b' };
  const response = await handle(request('GET', '/', { headers }));
  expect(response).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { route: 'GET /', status: '500', error: 'Error: secret detail', agent: 'a"b', none: '-' },
  ]);
});

it('answers 404 without a route, 413 above 10 MB, 503 after 30 seconds', async () => {
  const { handle, world, events } = build({ 'GET /': {} }, () => new Promise(() => undefined));
  expect(await handle(request('GET', '/other'))).toMatchObject({
    status: 404,
    body: '{"message":"Not Found"}',
  });
  const body = Buffer.alloc(10 * 1024 * 1024 + 1);
  expect(await handle(request('GET', '/', { body }))).toMatchObject({ status: 413 });
  const answer = handle(request('GET', '/'));
  await world.timeline.advance(30_000);
  expect(await answer).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
  expect(events).toHaveLength(1);
});

it('does not invoke a function whose permission names another API', async () => {
  const permission = { SourceArn: 'arn:aws:execute-api:eu-west-1:000000000000:other/*/*' };
  const { handle, events } = build({ 'GET /': {} }, undefined, { permission });
  expect(await handle(request('GET', '/'))).toMatchObject({ status: 500 });
  expect(events).toEqual([]);
});

it('matches the permission that CDK writes for a path with variables', async () => {
  const permission = {
    SourceArn: 'arn:aws:execute-api:eu-west-1:000000000000:api/*/*/v1/transactions/{id}',
  };
  const { handle } = build({ 'GET /v1/transactions/{id}': {}, 'GET /v1/me': {} }, undefined, {
    permission,
  });
  expect(await handle(request('GET', '/v1/transactions/7'))).toMatchObject({ status: 200 });
  expect(await handle(request('GET', '/v1/me'))).toMatchObject({ status: 500 });
});

it('meters requests in chunks of 512 KB', async () => {
  const { handle, world } = build({ $default: {} });
  await handle(request('POST', '/', { body: Buffer.alloc(512 * 1024 + 1) }));
  await handle(request('GET', '/'));
  expect(world.metered).toEqual(['apigateway.requests 2', 'apigateway.requests 1']);
});

it('throttles each route by its own bucket, else by the stage', async () => {
  const stage = {
    DefaultRouteSettings: { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 3 },
    RouteSettings: { 'POST /buy': { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } },
  };
  const { handle, world } = build({ 'GET /': {}, 'POST /buy': {} }, undefined, { stage });
  const statuses = async (method: string, path: string, times: number) => {
    const answers = [];
    for (let n = 0; n < times; n++) answers.push((await handle(request(method, path))).status);
    return answers;
  };
  expect(await statuses('POST', '/buy', 2)).toEqual([200, 429]);
  expect(await statuses('GET', '/', 4)).toEqual([200, 200, 200, 429]);
  await world.timeline.advance(1_000);
  expect(await statuses('POST', '/buy', 2)).toEqual([200, 429]);
  expect(await handle(request('POST', '/buy'))).toMatchObject({
    body: '{"message":"Too Many Requests"}',
  });
});

it('answers preflights itself and puts its CORS headers over the function’s', async () => {
  const CorsConfiguration = {
    AllowOrigins: ['https://app.assay.test'],
    AllowMethods: ['GET', 'POST'],
    AllowHeaders: ['authorization'],
    ExposeHeaders: ['x-correlation-id'],
    AllowCredentials: true,
    MaxAge: 60,
  };
  const answer = json({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' } });
  const { handle, events } = build({ $default: {} }, answer, { api: { CorsConfiguration } });
  const origin = 'https://app.assay.test';
  const asked = { origin, 'access-control-request-method': 'POST' };
  expect(await handle(request('OPTIONS', '/v1', { headers: asked }))).toMatchObject({
    status: 204,
    headers: {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'authorization',
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '60',
    },
  });
  expect(events).toEqual([]);
  const allowed = await handle(request('GET', '/v1', { headers: { origin } }));
  expect(allowed.headers).toMatchObject({
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'x-correlation-id',
  });
  const foreign = await handle(request('GET', '/v1', { headers: { origin: 'https://evil.test' } }));
  expect(foreign.headers).not.toHaveProperty('access-control-allow-origin');
});

it('answers only once what the function wrote is durable', async () => {
  const world = testWorld();
  world.storage.db.exec('CREATE TABLE seen (n INTEGER)');
  let committed = false;
  const invoke = async () => {
    world.storage.begin();
    world.storage.db.exec('INSERT INTO seen VALUES (1)');
    void world.storage.durable().then(() => {
      committed = true;
    });
    return json({ statusCode: 200 });
  };
  const { handle } = createHttpApi({
    world,
    resources: apiWith({ $default: {} }),
    allowed: () => true,
    invoke,
    jwks: noKeys,
  });
  await handle(request('GET', '/'));
  expect(committed).toBe(true);
});

it('refuses at start-up, by name, what it does not support', () => {
  expect(() => build({ 'GET /': { AuthorizationType: 'AWS_IAM' } })).toThrow('test/route0');
  const authorizer = { AuthorizationType: 'JWT', AuthorizerId: 'nowhere' };
  expect(() => build({ 'GET /': authorizer })).toThrow('test/route0');
});

it('passes verified claims on as strings', async () => {
  const { handle, events, issue } = build({
    'GET /': { AuthorizationType: 'JWT', AuthorizerId: 'authorizer' },
  });
  const exp = startMs / 1000 + 60;
  const token = issue({
    iss: issuer,
    client_id: 'client',
    exp,
    username: 'u',
    'cognito:groups': ['admin', 'operations'],
  });
  const headers = { authorization: `Bearer ${token}` };
  expect(await handle(request('GET', '/', { headers }))).toMatchObject({ status: 200 });
  expect(events[0].requestContext.authorizer).toEqual({
    jwt: {
      claims: {
        iss: issuer,
        client_id: 'client',
        exp: String(exp),
        username: 'u',
        'cognito:groups': '[admin operations]',
      },
      scopes: null,
    },
  });
});
