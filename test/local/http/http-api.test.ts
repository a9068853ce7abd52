import { expect, it } from 'vitest';
import { createHttpApi } from '../../../local/http/http-api.ts';
import { apiWith, request, testWorld } from './doors.ts';
import { build, json } from './http-api-world.ts';

const noKeys = () => undefined;
const failed = { ok: false as const, errorType: 'Error', errorMessage: 'secret detail' };

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
