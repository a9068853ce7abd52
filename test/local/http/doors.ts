import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { HttpRequest } from '../../../local/http/message.ts';
import type { Iam } from '../../../local/kernel/iam.ts';
import type { Invoke, Outcome } from '../../../local/kernel/invoke.ts';
import { createSeededRandom } from '../../../local/kernel/random.ts';
import { allowsService } from '../../../local/kernel/resource-policies.ts';
import type { Resource, Resources } from '../../../local/kernel/resources.ts';
import { openStorage } from '../../../local/kernel/storage.ts';
import { createVirtualTimeline } from '../../../local/kernel/timeline.ts';
import type { World } from '../../../local/kernel/world.ts';

export const startMs = Date.parse('2026-11-23T10:00:00.000Z');

/** A world of its own, with what it metered. */
export const testWorld = (): World & { readonly metered: string[] } => {
  const metered: string[] = [];
  return {
    metered,
    timeline: createVirtualTimeline(startMs),
    random: createSeededRandom(7),
    storage: openStorage(':memory:'),
    meter: { add: (dimension, amount) => metered.push(`${dimension} ${amount}`) },
    account: '000000000000',
    region: 'eu-west-1',
  };
};

type Declared = Partial<Resource> & Pick<Resource, 'type'>;

/** Resources as the template's loader hands them over; the logical id stands for `Ref` where none is given. */
export const declare = (byLogicalId: Readonly<Record<string, Declared>>): Resources => {
  const all = Object.entries(byLogicalId).map(([logicalId, given]) => ({
    id: `test/${logicalId}`,
    stack: 'test',
    logicalId,
    properties: {},
    ref: logicalId,
    arn: '',
    ...given,
  }));
  return {
    all,
    ofType: (type) => all.filter((resource) => resource.type === type),
    find: (type, key) => all.find((r) => r.type === type && (r.arn === key || r.ref === key)),
    outputs: {},
  };
};

export const functionArn = 'arn:aws:lambda:eu-west-1:000000000000:function:greet';
export const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_pool';

/** An API `api` with these routes, all of them leading to one function. */
export const apiWith = (
  routes: Readonly<Record<string, Record<string, unknown>>>,
  more: { readonly api?: object; readonly stage?: object; readonly permission?: object } = {},
): Resources => {
  const ApiId = 'api';
  const integration = {
    ApiId,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: functionArn,
    PayloadFormatVersion: '2.0',
  };
  const declared: Record<string, Declared> = {
    api: { type: 'AWS::ApiGatewayV2::Api', properties: { ProtocolType: 'HTTP', ...more.api } },
    integration: { type: 'AWS::ApiGatewayV2::Integration', properties: integration },
    stage: {
      type: 'AWS::ApiGatewayV2::Stage',
      properties: { ApiId, StageName: '$default', ...more.stage },
    },
    authorizer: {
      type: 'AWS::ApiGatewayV2::Authorizer',
      properties: {
        ApiId,
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: issuer, Audience: ['client'] },
      },
    },
    permission: {
      type: 'AWS::Lambda::Permission',
      properties: {
        FunctionName: functionArn,
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        SourceArn: 'arn:aws:execute-api:eu-west-1:000000000000:api/*/*',
        ...more.permission,
      },
    },
  };
  for (const [index, [RouteKey, properties]] of Object.entries(routes).entries())
    declared[`route${index}`] = {
      type: 'AWS::ApiGatewayV2::Route',
      properties: { ApiId, RouteKey, Target: 'integrations/integration', ...properties },
    };
  return declare(declared);
};

export const request = (method: string, url: string, more: Partial<HttpRequest> = {}) => {
  const [path = '', query = ''] = url.split('?');
  return {
    method,
    path,
    query,
    headers: {},
    body: Buffer.alloc(0),
    sourceIp: '192.0.2.1',
    ...more,
  };
};

/** A function that keeps what it was called with, and answers as told. */
export const fakeFunction = (answer: Outcome | (() => Promise<Outcome>)) => {
  // biome-ignore lint/suspicious/noExplicitAny: the event under test.
  const events: any[] = [];
  const invoke: Invoke = async (_, payload) => {
    events.push(payload);
    return typeof answer === 'function' ? answer() : answer;
  };
  return { invoke, events };
};

/** An issuer of its own: signs claims, and lists its key. */
export const testIssuer = () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const issue = (claims: object, header: object = {}, key: KeyObject = privateKey): string => {
    const content = `${part({ alg: 'RS256', kid: 'one', ...header })}.${part(claims)}`;
    return `${content}.${sign('RSA-SHA256', Buffer.from(content), key).toString('base64url')}`;
  };
  return { issue, jwks: (of: string) => (of === issuer ? [jwk] : undefined) };
};

/** The permissions that these resources declare. */
export const permissionsOf =
  (resources: Resources): Iam['allowsService'] =>
  (call) =>
    allowsService(resources, '000000000000', call);
