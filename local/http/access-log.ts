import type { HttpRequest, HttpResponse } from './message.ts';
import { logTime } from './payload.ts';
import type { Match } from './routes.ts';

/** Where an access log's lines go: the log group's ARN as the stage names it, and the line. */
export type WriteLog = (destinationArn: string, line: string) => void;

export interface Served {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  readonly match: Match<unknown> | undefined;
  readonly requestId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly integrationMs: number | undefined;
  readonly error: string | undefined;
}

/** `$context` variables of an HTTP API's access log; what we have no value for is a dash, as at AWS. */
const variablesOf = (served: Served): Record<string, string | number | undefined> => {
  const { request, response, match, integrationMs, error } = served;
  const [method, path] = match?.routeKey.split(' ') ?? [];
  return {
    requestId: served.requestId,
    extendedRequestId: served.requestId,
    apiId: served.apiId,
    stage: served.stage,
    httpMethod: request.method,
    path: request.path,
    protocol: 'HTTP/1.1',
    routeKey: match?.routeKey,
    resourcePath: path ?? method,
    status: response.status,
    responseLength: Buffer.byteLength(response.body),
    responseLatency: served.endedMs - served.startedMs,
    integrationLatency: integrationMs,
    'integration.latency': integrationMs,
    requestTime: logTime(served.startedMs),
    requestTimeEpoch: Math.floor(served.startedMs / 1000),
    'identity.sourceIp': request.sourceIp,
    'identity.userAgent': request.headers['user-agent'],
    'error.message': error,
    'error.messageString': error === undefined ? undefined : JSON.stringify(error),
    integrationErrorMessage: error,
    'integration.error': error,
  };
};

/** One line of the stage's `AccessLogSettings.Format`. A value cannot end a JSON string that the format began. */
export const accessLogLine = (format: string, served: Served): string => {
  const variables = variablesOf(served);
  return format.replace(/\$context\.([\w.]*\w)/g, (_, name: string) => {
    const value = variables[name];
    if (value === undefined) return '-';
    const quoted = JSON.stringify(String(value));
    return name === 'error.messageString' ? String(value) : quoted.slice(1, -1);
  });
};
