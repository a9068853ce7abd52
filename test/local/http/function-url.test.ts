import { expect, it } from 'vitest';
import { createFunctionUrl } from '../../../local/http/function-url.ts';
import { declare, fakeFunction, functionArn, permissionsOf, request, testWorld } from './doors.ts';

const permission = (Action: string, FunctionName = functionArn) => ({
  type: 'AWS::Lambda::Permission',
  properties: { FunctionName, Principal: '*', Action },
});
const both = {
  one: permission('lambda:InvokeFunctionUrl'),
  two: permission('lambda:InvokeFunction'),
};

const build = (
  permissions: Parameters<typeof declare>[0] = both,
  answer: Parameters<typeof fakeFunction>[0] = { ok: true, payload: { statusCode: 202 } },
) => {
  const resources = declare({
    Url: {
      type: 'AWS::Lambda::Url',
      properties: { TargetFunctionArn: functionArn, AuthType: 'NONE' },
    },
    ...permissions,
  });
  const [functionUrl] = resources.ofType('AWS::Lambda::Url');
  if (functionUrl === undefined) throw new Error('no URL');
  const { invoke, events } = fakeFunction(answer);
  return {
    ...createFunctionUrl({
      world: testWorld(),
      allowed: permissionsOf(resources),
      invoke,
      functionUrl,
    }),
    events,
  };
};

it('carries the body exact to the byte, whatever it is', async () => {
  const { handle, events } = build();
  const text = '{"amount":  "80.00"}\r\n';
  const headers = { 'content-type': 'application/json' };
  expect(await handle(request('POST', '/', { headers, body: Buffer.from(text) }))).toMatchObject({
    status: 202,
  });
  const bytes = Buffer.from([0x7b, 0xff, 0xfe]);
  await handle(request('POST', '/', { headers, body: bytes }));
  expect(events[0]).toMatchObject({ body: text, isBase64Encoded: false });
  expect(events[1]).toMatchObject({ body: bytes.toString('base64'), isBase64Encoded: true });
});

it('speaks of itself as $default and leaves the path encoded', async () => {
  const { handle, events } = build();
  await handle(request('GET', '/a%20b'));
  expect(events[0]).toMatchObject({
    routeKey: '$default',
    rawPath: '/a%20b',
    requestContext: {
      accountId: 'anonymous',
      stage: '$default',
      domainName: 'url.lambda-url.eu-west-1.on.aws',
    },
  });
});

it.each([
  ['none', {}],
  ['one of the two', { one: both.one }],
  [
    'that of another function',
    { one: permission('lambda:InvokeFunctionUrl', 'other'), two: both.two },
  ],
])('is forbidden with %s of the permissions', async (_, permissions) => {
  const { handle, events } = build(permissions);
  expect(await handle(request('POST', '/'))).toMatchObject({ status: 403 });
  expect(events).toEqual([]);
});

it('answers 502 when the function failed, 413 above 6 MB', async () => {
  const { handle } = build(both, { ok: false, errorType: 'Error', errorMessage: 'x' });
  expect(await handle(request('POST', '/'))).toMatchObject({
    status: 502,
    body: 'Internal Server Error',
  });
  const body = Buffer.alloc(6 * 1024 * 1024 + 1);
  expect(await handle(request('POST', '/', { body }))).toMatchObject({ status: 413 });
});
