import { createFunctionUrl } from './http/function-url.ts';
import { createHttpApi } from './http/http-api.ts';
import type { Jwks } from './http/jwt-authorizer.ts';
import { type HttpHandler, message } from './http/message.ts';
import { mountedAt } from './http/site-handler.ts';
import type { Iam } from './kernel/iam.ts';
import type { Resources } from './kernel/resources.ts';
import type { World } from './kernel/world.ts';
import type { Lambda } from './lambda/create-lambda.ts';

/** Opens the HTTP API below `/v1`, and each function URL of `functionUrls` at its path. */
export const openDoors = ({
  world,
  resources,
  iam,
  lambda,
  jwks,
  functionUrls = {},
}: {
  readonly world: World;
  readonly resources: Resources;
  readonly iam: Iam;
  readonly lambda: Lambda;
  readonly jwks: Jwks;
  /** By path, the name (or how it ends) of the function. */
  readonly functionUrls?: Readonly<Record<string, string>> | undefined;
}): Readonly<Record<string, HttpHandler>> => {
  const { invoke, logs } = lambda;
  const allowed = iam.allowsService;
  const log = (destination: string, text: string) =>
    logs.write(destination.split(':').at(6) ?? destination, {
      atMs: world.timeline.now(),
      requestId: '',
      level: 'INFO',
      text,
    });
  const urls = resources.ofType('AWS::Lambda::Url');
  const mounted = Object.entries(functionUrls).map(([path, name]) => {
    const functionUrl = urls.find((url) => url.ref.endsWith(name));
    if (functionUrl === undefined) throw new Error(`no function URL leads to ${name}`);
    const { handle } = createFunctionUrl({ world, invoke, functionUrl, allowed });
    return [path, mountedAt(path, handle)] as const;
  });
  const hasApi = resources.ofType('AWS::ApiGatewayV2::Api').length > 0;
  const api = hasApi
    ? createHttpApi({ world, resources, invoke, jwks, allowed, log }).handle
    : undefined;
  return { ...(api === undefined ? {} : { '/v1': api }), ...Object.fromEntries(mounted) };
};

/** The door with the longest prefix of the path. */
export const through =
  (doors: Readonly<Record<string, HttpHandler>>): HttpHandler =>
  (request) => {
    const under = (prefix: string) =>
      request.path === prefix || request.path.startsWith(`${prefix}/`);
    const [prefix] = Object.keys(doors)
      .filter(under)
      .sort((a, b) => b.length - a.length);
    const door = prefix === undefined ? undefined : doors[prefix];
    return door === undefined ? Promise.resolve(message(404, 'Not Found')) : door(request);
  };
