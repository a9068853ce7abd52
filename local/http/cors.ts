import type { HttpRequest, HttpResponse } from './message.ts';

/** A template's CORS block, of an HTTP API or of a function URL. */
export interface Cors {
  readonly AllowOrigins?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowHeaders?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly AllowCredentials?: boolean;
  readonly MaxAge?: number;
}

const allows = (allowed: string, origin: string): boolean =>
  allowed === '*' ||
  allowed === origin ||
  (allowed.endsWith('*') && origin.startsWith(allowed.slice(0, -1)));

/** The headers that an answer to this origin carries; none when it is not allowed. */
const originHeaders = (cors: Cors, origin: string | undefined): Record<string, string> => {
  if (origin === undefined) return {};
  const allowed = cors.AllowOrigins?.find((candidate) => allows(candidate, origin));
  if (allowed === undefined) return {};
  const any = allowed === '*' && cors.AllowCredentials !== true;
  return {
    'access-control-allow-origin': any ? '*' : origin,
    ...(any ? {} : { vary: 'origin' }),
    ...(cors.AllowCredentials === true ? { 'access-control-allow-credentials': 'true' } : {}),
  };
};

export const isPreflight = ({ method, headers }: HttpRequest): boolean =>
  method === 'OPTIONS' &&
  headers['origin'] !== undefined &&
  headers['access-control-request-method'] !== undefined;

/** The gateway answers a preflight itself, whatever routes there are. */
export const preflight = (cors: Cors, request: HttpRequest): HttpResponse => {
  const headers = originHeaders(cors, request.headers['origin']);
  if (headers['access-control-allow-origin'] === undefined)
    return { status: 204, headers: {}, body: '' };
  if (cors.AllowMethods) headers['access-control-allow-methods'] = cors.AllowMethods.join(',');
  if (cors.AllowHeaders) headers['access-control-allow-headers'] = cors.AllowHeaders.join(',');
  if (cors.MaxAge !== undefined) headers['access-control-max-age'] = String(cors.MaxAge);
  return { status: 204, headers, body: '' };
};

/** The gateway's CORS headers replace what the function said about it. */
export const withCors = (
  cors: Cors,
  request: HttpRequest,
  response: HttpResponse,
): HttpResponse => {
  const kept = Object.entries(response.headers).filter(
    ([name]) => !name.startsWith('access-control-'),
  );
  const added = originHeaders(cors, request.headers['origin']);
  if (added['access-control-allow-origin'] !== undefined && cors.ExposeHeaders)
    added['access-control-expose-headers'] = cors.ExposeHeaders.join(',');
  return { ...response, headers: { ...Object.fromEntries(kept), ...added } };
};
