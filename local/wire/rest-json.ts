import { AwsError } from '../kernel/service.ts';
import { bytesOf, type Protocol, textOf, type WireRequest, type WireResponse } from './message.ts';

type Parameters = Readonly<Record<string, string>>;

interface Route {
  readonly service: string;
  readonly operation: string;
  readonly method: string;
  /** Named groups become parameters. */
  readonly path: RegExp;
  readonly input: (parameters: Parameters, request: WireRequest) => unknown;
  readonly answer: (output: unknown) => WireResponse;
}

const json = (output: unknown): WireResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(output ?? {}),
});

const empty = (): WireResponse => ({ status: 200, headers: {}, body: '' });

const bodyOf = ({ body }: WireRequest): object => {
  try {
    return JSON.parse(textOf(body) || '{}') as object;
  } catch {
    throw new AwsError('SerializationException', 'The request body is not valid JSON');
  }
};

/** What `lambda:Invoke` answers: the function's payload as it is, and in headers how the function ended. */
const invoked = (output: unknown): WireResponse => {
  const { StatusCode, FunctionError, Payload } = output as {
    readonly StatusCode: number;
    readonly FunctionError?: string;
    readonly Payload?: string;
  };
  const error = FunctionError === undefined ? {} : { 'x-amz-function-error': FunctionError };
  return {
    status: StatusCode,
    headers: { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST', ...error },
    body: Payload ?? '',
  };
};

const connection = (parameters: Parameters, { host }: WireRequest) => ({
  ApiId: host.slice(0, host.indexOf('.')),
  Stage: parameters['stage'],
  ConnectionId: decodeURIComponent(parameters['connection'] ?? ''),
});

const CONNECTION = /^\/(?<stage>[^/]+)\/@connections\/(?<connection>[^/]+)$/;

const routes: readonly Route[] = [
  {
    service: 'ses',
    operation: 'SendEmail',
    method: 'POST',
    path: /^\/v2\/email\/outbound-emails$/,
    input: (_, request) => bodyOf(request),
    answer: json,
  },
  {
    service: 'lambda',
    operation: 'Invoke',
    method: 'POST',
    path: /^\/2015-03-31\/functions\/(?<name>[^/]+)\/invocations$/,
    input: (parameters, { headers, body }) => ({
      FunctionName: decodeURIComponent(parameters['name'] ?? ''),
      InvocationType: headers['x-amz-invocation-type'] ?? 'RequestResponse',
      Payload: textOf(body),
    }),
    answer: invoked,
  },
  {
    service: 'execute-api',
    operation: 'PostToConnection',
    method: 'POST',
    path: CONNECTION,
    input: (parameters, request) => ({
      ...connection(parameters, request),
      Data: bytesOf(request.body),
    }),
    answer: empty,
  },
  {
    service: 'execute-api',
    operation: 'GetConnection',
    method: 'GET',
    path: CONNECTION,
    input: connection,
    answer: json,
  },
  {
    service: 'execute-api',
    operation: 'DeleteConnection',
    method: 'DELETE',
    path: CONNECTION,
    input: connection,
    answer: () => ({ status: 204, headers: {}, body: '' }),
  },
];

/** The label of a host that names a REST-JSON service. */
const services: Readonly<Record<string, string>> = {
  email: 'ses',
  lambda: 'lambda',
  'execute-api': 'execute-api',
};

/** An access refusal is 403 in this protocol; the JSON protocols answer 400. */
const statusOf = (error: AwsError): number =>
  error.code === 'AccessDeniedException' ? 403 : error.status;

/** REST-JSON: the operation in method and path, the error's name in a header. */
export const restJson: Protocol = (request) => {
  const labels = request.host.split('.');
  const service = services[labels[0] ?? ''] ?? services[labels[1] ?? ''];
  if (service === undefined) return undefined;
  const fail = (error: AwsError): WireResponse => ({
    status: statusOf(error),
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
    body: JSON.stringify({ message: error.message, ...error.fields }),
  });
  for (const route of routes) {
    if (route.service !== service || route.method !== request.method) continue;
    const found = route.path.exec(request.path);
    if (found === null) continue;
    const input = route.input(found.groups ?? {}, request);
    return { service, operation: route.operation, input, answer: route.answer, fail };
  }
  const unknown = `${request.method} ${request.path}`;
  return { service, operation: unknown, input: {}, answer: json, fail };
};
