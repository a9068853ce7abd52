import type { Iam } from '../kernel/iam.ts';
import type { Invoke } from '../kernel/invoke.ts';
import type { Resource } from '../kernel/resources.ts';
import type { World } from '../kernel/world.ts';
import { answerOf } from './answer.ts';
import { type Cors, isPreflight, preflight, withCors } from './cors.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from './message.ts';
import { payloadOf, traceId } from './payload.ts';

export interface FunctionUrlOptions {
  readonly world: World;
  readonly invoke: Invoke;
  /** The `AWS::Lambda::Url` to serve. */
  readonly functionUrl: Resource;
  /** Whether the function's permissions let everybody in. */
  readonly allowed: Iam['allowsService'];
}

const bodyBytesMax = 6 * 1024 * 1024;

const plain = (status: number, body: string, headers = {}): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body,
});

const forbidden = plain(
  403,
  JSON.stringify({
    Message:
      'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
  }),
  { 'x-amzn-errortype': 'AccessDeniedException' },
);

/**
 * A Lambda function URL without sockets ("Creating and managing Lambda function URLs"): the same event as an HTTP API's
 * `$default` route, the path as it came, and the body exact to the byte. A public URL needs both permissions that AWS
 * asks for since October 2025: `lambda:InvokeFunctionUrl` and `lambda:InvokeFunction`.
 */
export const createFunctionUrl = (options: FunctionUrlOptions): { handle: HttpHandler } => {
  const { world, invoke, functionUrl, allowed } = options;
  const { timeline, random, storage } = world;
  const {
    TargetFunctionArn: functionArn,
    AuthType,
    Qualifier,
    Cors: cors,
  } = functionUrl.properties as Record<string, string> & { readonly Cors?: Cors };
  if (functionArn === undefined || AuthType !== 'NONE')
    throw new Error(`${functionUrl.id}: only function URLs with AuthType NONE are supported here.`);
  const arn = Qualifier === undefined ? functionArn : `${functionArn}:${Qualifier}`;
  const call = { resource: arn, principal: '*', sourceArn: '' };
  const open =
    allowed({ ...call, action: 'lambda:InvokeFunctionUrl' }) &&
    allowed({ ...call, action: 'lambda:InvokeFunction' });
  const urlId = functionUrl.logicalId.toLowerCase();

  const eventOf = (request: HttpRequest) => {
    const nowMs = timeline.now();
    return payloadOf(request, {
      accountId: 'anonymous',
      apiId: urlId,
      domainName: `${urlId}.lambda-url.${world.region}.on.aws`,
      stage: '$default',
      routeKey: '$default',
      requestId: random.uuid(),
      traceId: traceId(random, nowMs),
      nowMs,
      rawPath: request.path,
    });
  };

  const respond = async (request: HttpRequest): Promise<HttpResponse> => {
    if (cors !== undefined && isPreflight(request)) return preflight(cors, request);
    if (!open) return forbidden;
    if (request.body.length > bodyBytesMax)
      return plain(413, JSON.stringify({ Message: 'Request Entity Too Large' }));
    const outcome = await invoke(arn, eventOf(request));
    if (!outcome.ok && outcome.errorType.startsWith('TooManyRequests'))
      return plain(
        429,
        JSON.stringify({ Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' }),
      );
    const answer = outcome.ok ? answerOf(outcome.payload, 'application/json') : undefined;
    return answer ?? plain(502, 'Internal Server Error');
  };

  const handle: HttpHandler = async (request) => {
    const answer = await respond(request);
    await storage.durable();
    return cors === undefined ? answer : withCors(cors, request, answer);
  };
  return { handle };
};
