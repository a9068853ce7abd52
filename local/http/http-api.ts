import type { Iam } from '../kernel/iam.ts';
import type { Invoke } from '../kernel/invoke.ts';
import type { Resource, Resources } from '../kernel/resources.ts';
import type { World } from '../kernel/world.ts';
import { accessLogLine, type WriteLog } from './access-log.ts';
import { type Cors, isPreflight, preflight, withCors } from './cors.ts';
import { type DeclaredApi, readApi, type Stage } from './declared-api.ts';
import { createIntegration, type Exchange } from './integration.ts';
import type { Jwks } from './jwt-authorizer.ts';
import { type HttpHandler, type HttpResponse, message } from './message.ts';
import { createBuckets } from './token-bucket.ts';

export interface HttpApiOptions {
  readonly world: World;
  readonly resources: Resources;
  readonly invoke: Invoke;
  readonly jwks: Jwks;
  /** Which API, by its `Ref`; needed only where the template has several of protocol HTTP. */
  readonly apiId?: string;
  /** Whether a function's permissions let the API in. */
  readonly allowed: Iam['allowsService'];
  /** Takes the access log's lines; nothing is logged without it. */
  readonly log?: WriteLog;
}

export interface HttpApi {
  readonly handle: HttpHandler;
  readonly apiId: string;
}

const bodyBytesMax = 10 * 1024 * 1024;
/** A larger request counts as several ("Amazon API Gateway pricing": HTTP APIs are metered in 512 KB). */
const meteredBytes = 512 * 1024;

const findApi = (resources: Resources, apiId: string | undefined): Resource => {
  const apis = resources
    .ofType('AWS::ApiGatewayV2::Api')
    .filter((api) => api.properties['ProtocolType'] === 'HTTP');
  const api = apiId === undefined ? apis[0] : apis.find(({ ref }) => ref === apiId);
  if (api === undefined || (apiId === undefined && apis.length > 1))
    throw new Error(`Expected one HTTP API in the template, found ${apis.length}.`);
  return api;
};

/** Whatever the gateway settles itself, before a function hears of the request; then the function's answer. */
const createPipeline = (options: {
  readonly now: () => number;
  readonly cors: Cors | undefined;
  readonly declared: DeclaredApi;
  readonly integrate: ReturnType<typeof createIntegration>;
}) => {
  const { now, cors, declared, integrate } = options;
  const buckets = createBuckets();
  return async (exchange: Exchange): Promise<HttpResponse> => {
    const { request } = exchange;
    if (cors !== undefined && isPreflight(request)) return preflight(cors, request);
    if (request.body.length > bodyBytesMax) return message(413, 'Request Entity Too Large');
    const match = declared.route(request.method, request.path);
    if (match === undefined) return message(404, 'Not Found');
    exchange.match = match;
    const rate = declared.stage.rateOf(match.routeKey);
    if (rate !== undefined && !buckets.take(match.routeKey, rate, now()))
      return message(429, 'Too Many Requests');
    const verdict = match.target.authorize?.(request);
    if (verdict?.ok === false) {
      const text = verdict.status === 401 ? 'Unauthorized' : 'Forbidden';
      return message(verdict.status, text, { 'www-authenticate': verdict.challenge });
    }
    return integrate(exchange, match, verdict?.jwt);
  };
};

const createLog = (log: WriteLog | undefined, api: Resource, stage: Stage, now: () => number) => {
  const { accessLog } = stage;
  if (log === undefined || accessLog === undefined) return () => undefined;
  return ({ request, match, ...exchange }: Exchange, response: HttpResponse): void => {
    const { requestId, startedMs, integrationMs, error } = exchange;
    const about = { request, response, match, requestId, startedMs, integrationMs, error };
    const served = { ...about, apiId: api.ref, stage: stage.name, endedMs: now() };
    log(accessLog.destination, accessLogLine(accessLog.format, served));
  };
};

/**
 * An API Gateway HTTP API as the template declares it, without sockets: a request in, an answer out. The answer comes
 * only once all that the platform wrote meanwhile is durable.
 */
export const createHttpApi = (options: HttpApiOptions): HttpApi => {
  const { world, resources, invoke, jwks, allowed } = options;
  const { timeline, random, storage, meter } = world;
  const api = findApi(resources, options.apiId);
  const declared = readApi({ api, resources, jwks, now: timeline.now });
  const { stage } = declared;
  const cors = api.properties['CorsConfiguration'] as Cors | undefined;
  const integrate = createIntegration({ world, api, stage, invoke, allowed });
  const respond = createPipeline({ now: timeline.now, cors, declared, integrate });
  const writeLog = createLog(options.log, api, stage, timeline.now);

  const handle: HttpHandler = async (request) => {
    const exchange: Exchange = {
      request,
      requestId: random.uuid(),
      startedMs: timeline.now(),
    };
    const chunks = Math.max(1, Math.ceil(request.body.length / meteredBytes));
    meter.add('apigateway.requests', chunks, api.logicalId);
    const answer = await respond(exchange);
    const response =
      cors === undefined || isPreflight(request) ? answer : withCors(cors, request, answer);
    writeLog(exchange, response);
    await storage.durable();
    const headers = { ...response.headers, 'apigw-requestid': exchange.requestId };
    return { ...response, headers };
  };
  return { handle, apiId: api.ref };
};
