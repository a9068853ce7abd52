import type { Random } from '../kernel/random.ts';
import type { HttpRequest } from './message.ts';

const text = new TextDecoder('utf-8', { fatal: true });
const isText = /^\s*(text\/|application\/(json|xml|javascript|[\w.-]+\+(json|xml))\s*(;|$))/i;

/** The body as format 2.0 carries it: text as it is, anything else in base64, nothing at all where there is none. */
const bodyOf = ({ body, headers }: HttpRequest) => {
  if (body.length === 0) return { isBase64Encoded: false };
  const type = headers['content-type'];
  if (type === undefined || isText.test(type)) {
    try {
      return { body: text.decode(body), isBase64Encoded: false };
    } catch {
      // Bytes that are no UTF-8 would not survive as text.
    }
  }
  return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
};

/** Repeated parameters are joined with commas; undefined where there is no query. */
const queryOf = (query: string): Record<string, string> | undefined => {
  if (query === '') return undefined;
  const joined: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(query)) {
    const before = joined[name];
    joined[name] = before === undefined ? value : `${before},${value}`;
  }
  return { ...joined };
};

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Common log format: `23/Nov/2026:09:33:00 +0000`. */
export const logTime = (nowMs: number): string => {
  const iso = new Date(nowMs).toISOString();
  const month = months[Number(iso.slice(5, 7)) - 1];
  return `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
};

/** An X-Ray trace header's root: the second it began, and chance. */
export const traceId = (random: Random, nowMs: number): string => {
  const second = Math.floor(nowMs / 1000).toString(16);
  return `Root=1-${second}-${Buffer.from(random.bytes(12)).toString('hex')}`;
};

export interface PayloadContext {
  readonly accountId: string;
  readonly apiId: string;
  readonly domainName: string;
  readonly stage: string;
  readonly routeKey: string;
  readonly requestId: string;
  readonly traceId: string;
  readonly nowMs: number;
  /** What the handler sees as the path: decoded by an HTTP API, as it came by a function URL. */
  readonly rawPath: string;
  readonly pathParameters?: Readonly<Record<string, string>> | undefined;
  readonly stageVariables?: Readonly<Record<string, string>> | undefined;
  readonly authorizer?: unknown;
}

/** The headers a function is given: the client's, less its cookies, plus what the front door adds. */
const headersOf = (request: HttpRequest, traceId: string): Record<string, string> => {
  const headers: Record<string, string> = { ...request.headers };
  delete headers['cookie'];
  const chain = headers['x-forwarded-for'];
  headers['x-amzn-trace-id'] = traceId;
  headers['x-forwarded-for'] =
    chain === undefined ? request.sourceIp : `${chain}, ${request.sourceIp}`;
  headers['x-forwarded-port'] = '443';
  headers['x-forwarded-proto'] = 'https';
  if (request.body.length > 0) headers['content-length'] = String(request.body.length);
  return headers;
};

/** The event of payload format 2.0 ("Create AWS Lambda proxy integrations for HTTP APIs", developer guide). */
export const payloadOf = (request: HttpRequest, context: PayloadContext) => {
  const { headers } = request;
  const cookies = headers['cookie']?.split(/;\s*/).filter((cookie) => cookie !== '');
  const query = queryOf(request.query);
  const { routeKey, rawPath, pathParameters, stageVariables, authorizer } = context;
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: request.query,
    ...(cookies === undefined ? {} : { cookies }),
    headers: headersOf(request, context.traceId),
    ...(query === undefined ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: context.accountId,
      apiId: context.apiId,
      ...(authorizer === undefined ? {} : { authorizer }),
      domainName: context.domainName,
      domainPrefix: context.domainName.split('.')[0],
      http: {
        method: request.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: context.requestId,
      routeKey,
      stage: context.stage,
      time: logTime(context.nowMs),
      timeEpoch: context.nowMs,
    },
    ...(pathParameters === undefined ? {} : { pathParameters }),
    ...(stageVariables === undefined ? {} : { stageVariables }),
    ...bodyOf(request),
  };
};
