import type { Iam } from '../kernel/iam.ts';
import type { Invoke, Outcome } from '../kernel/invoke.ts';
import type { Resource } from '../kernel/resources.ts';
import type { World } from '../kernel/world.ts';
import { answerOf } from './answer.ts';
import type { Stage, Target } from './declared-api.ts';
import type { JwtContext } from './jwt-authorizer.ts';
import { type HttpRequest, type HttpResponse, message } from './message.ts';
import { payloadOf, traceId } from './payload.ts';
import type { Match } from './routes.ts';

/** One request on its way through the API. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly requestId: string;
  readonly startedMs: number;
  match?: Match<Target>;
  integrationMs?: number;
  error?: string;
}

const defaultType = 'text/plain; charset=utf-8';

/** Waits for the function as long as the integration may, on the world's own time. */
const within = (world: World, timeoutMs: number, work: Promise<Outcome>) =>
  new Promise<Outcome | 'timeout'>((resolve, reject) => {
    const cancel = world.timeline.after(timeoutMs, () => resolve('timeout'));
    work.then(resolve, reject).finally(cancel);
  });

/** HTTP APIs hand the path over decoded; a path that cannot be decoded stays as it came. */
const decodedPath = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** The ARN that a function's permission names: `<api>/<stage>/<method><path>`, a star for what varies. */
const sourceArnOf = (world: World, api: Resource, stage: Stage, routeKey: string): string => {
  const [method, path = ''] = routeKey.split(' ');
  const verb = method === 'ANY' ? '*' : method;
  return `arn:aws:execute-api:${world.region}:${world.account}:${api.ref}/${stage.name}/${verb}${path}`;
};

/** A function's outcome as the client sees it; what went wrong is for the access log alone. */
const responseOf = (exchange: Exchange, outcome: Outcome): HttpResponse => {
  const answer = outcome.ok ? answerOf(outcome.payload, defaultType) : undefined;
  if (answer !== undefined) return answer;
  exchange.error = outcome.ok
    ? 'The function returned a malformed answer.'
    : `${outcome.errorType}: ${outcome.errorMessage}`;
  const throttled = !outcome.ok && outcome.errorType.startsWith('TooManyRequests');
  return throttled ? message(503, 'Service Unavailable') : message(500, 'Internal Server Error');
};

/** The Lambda proxy integrations of one API: from a matched route to the function's answer. */
export const createIntegration = (options: {
  readonly world: World;
  readonly api: Resource;
  readonly stage: Stage;
  readonly invoke: Invoke;
  readonly allowed: Iam['allowsService'];
}) => {
  const { world, api, stage, invoke, allowed } = options;
  const domainName = `${api.ref.toLowerCase()}.execute-api.${world.region}.amazonaws.com`;
  const fixed = {
    accountId: world.account,
    apiId: api.ref,
    domainName,
    stage: stage.name,
    stageVariables: stage.variables,
  };

  const known = new Map<string, boolean>();
  const mayInvoke = (functionArn: string, routeKey: string): boolean => {
    const answer =
      known.get(routeKey) ??
      allowed({
        principal: 'apigateway.amazonaws.com',
        action: 'lambda:InvokeFunction',
        resource: functionArn,
        sourceArn: sourceArnOf(world, api, stage, routeKey),
      });
    known.set(routeKey, answer);
    return answer;
  };

  return async (
    exchange: Exchange,
    match: Match<Target>,
    jwt: JwtContext | undefined,
  ): Promise<HttpResponse> => {
    const { request, requestId, startedMs } = exchange;
    const { target, routeKey, pathParameters } = match;
    const { functionArn, timeoutMs } = target;
    const permitted = mayInvoke(functionArn, routeKey);
    if (!permitted) {
      exchange.error = `API Gateway has no permission to invoke ${functionArn} for ${routeKey}.`;
      return message(500, 'Internal Server Error');
    }
    const event = payloadOf(request, {
      ...fixed,
      routeKey,
      requestId,
      traceId: traceId(world.random, startedMs),
      nowMs: startedMs,
      rawPath: decodedPath(request.path),
      pathParameters,
      ...(jwt === undefined ? {} : { authorizer: { jwt } }),
    });
    const outcome = await within(world, timeoutMs, invoke(functionArn, event));
    exchange.integrationMs = world.timeline.now() - startedMs;
    if (outcome !== 'timeout') return responseOf(exchange, outcome);
    exchange.error = `The integration did not answer within ${timeoutMs} ms.`;
    return message(503, 'Service Unavailable');
  };
};
