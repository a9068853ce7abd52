import { expect, it } from 'vitest';
import { issuer, request, startMs } from './doors.ts';
import { build, json } from './http-api-world.ts';

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
