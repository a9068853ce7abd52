/** The settings of a client from the environment alone, in the order of precedence that the SDK documents. */
export const runtimeConfig = `
import packageInfo from '../package.json';
import { createDefaultUserAgentProvider } from '@aws-sdk/core/client';
import { calculateBodyLength } from '@smithy/core/serde';
import { NodeHttpHandler, streamCollector } from '@smithy/node-http-handler';
import { getRuntimeConfig as getSharedRuntimeConfig } from './runtimeConfig.shared';
const present = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(name + ' is not set');
  return value;
};
const credentialsOfTheRole = () => async () => ({
  accessKeyId: present('AWS_ACCESS_KEY_ID'),
  secretAccessKey: present('AWS_SECRET_ACCESS_KEY'),
  sessionToken: process.env.AWS_SESSION_TOKEN,
  $source: { CREDENTIALS_ENV_VARS: 'g' },
});
export const getRuntimeConfig = (config = {}) => {
  const shared = getSharedRuntimeConfig(config);
  const attempts = process.env.AWS_MAX_ATTEMPTS;
  return {
    ...shared,
    bodyLengthChecker: calculateBodyLength,
    credentialDefaultProvider: credentialsOfTheRole,
    defaultUserAgentProvider: createDefaultUserAgentProvider({
      serviceId: shared.serviceId,
      clientVersion: packageInfo.version,
    }),
    defaultsMode: 'legacy',
    region: async () => present('AWS_REGION'),
    retryMode: async () => process.env.AWS_RETRY_MODE || 'standard',
    streamCollector,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    ...(attempts ? { maxAttempts: Number(attempts) } : {}),
    ...config,
    requestHandler: NodeHttpHandler.create(config.requestHandler ?? {}),
    runtime: 'node',
  };
};
`;

/** An endpoint from the environment, in the SDK's order of precedence: the service's own, then the one for all. */
export const endpointFromConfig = `
export const getEndpointFromConfig = async (serviceId = '') => {
  if (process.env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return undefined;
  const ofService = process.env['AWS_ENDPOINT_URL_' + serviceId.toUpperCase().replaceAll(' ', '_')];
  return ofService || process.env.AWS_ENDPOINT_URL || undefined;
};
`;

/** The one place a service has in a region of the public partition. */
export const endpointResolver = (client: string) => `
const host = '${hostOf[client] ?? ''}';
export const defaultEndpointResolver = ({ Endpoint, Region }) => {
  if (!Endpoint && (!host || !Region)) throw new Error('no endpoint is known for ${client} in ' + Region);
  return { url: new URL(Endpoint ?? 'https://' + host + '.' + Region + '.amazonaws.com'), properties: {}, headers: {} };
};
`;

/** The host names of the services that we call, by client. */
const hostOf: Readonly<Record<string, string>> = {
  apigatewaymanagementapi: 'execute-api',
  'cognito-identity-provider': 'cognito-idp',
  dynamodb: 'dynamodb',
  eventbridge: 'events',
  kms: 'kms',
  'secrets-manager': 'secretsmanager',
  sesv2: 'email',
  sfn: 'states',
  sns: 'sns',
  sqs: 'sqs',
};

/** Requests over Node's own client, with keep-alive; bodies are text or bytes, never streams. */
export const httpHandler = `
import { buildQueryString, HttpResponse } from '@smithy/core/protocols';
import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
export const DEFAULT_REQUEST_TIMEOUT = 0;
const kept = { keepAlive: true, maxSockets: 50 };
const agents = new Map();
const agentFor = (secure) => {
  if (!agents.has(secure)) agents.set(secure, secure ? new HttpsAgent(kept) : new HttpAgent(kept));
  return agents.get(secure);
};
const lost = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'];
const named = (name, message) => Object.assign(new Error(message), { name });
const headersOf = (headers) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );
export class NodeHttpHandler {
  metadata = { handlerProtocol: 'http/1.1' };
  static create(given) {
    return typeof given?.handle === 'function' ? given : new NodeHttpHandler(given);
  }
  constructor(options = {}) {
    this.options = options;
  }
  destroy() {}
  httpHandlerConfigs() {
    return this.options;
  }
  updateHttpClientConfig(key, value) {
    this.options = { ...this.options, [key]: value };
  }
  handle(request, { abortSignal, requestTimeout = this.options.requestTimeout } = {}) {
    const secure = request.protocol === 'https:';
    const query = request.query ? buildQueryString(request.query) : '';
    return new Promise((resolve, reject) => {
      if (abortSignal?.aborted) throw named('AbortError', 'Request aborted');
      const sent = (secure ? requestHttps : requestHttp)(
        {
          method: request.method,
          host: request.hostname.replace(/^\\[|\\]$/g, ''),
          port: request.port,
          path: query ? request.path + '?' + query : request.path,
          headers: request.headers,
          agent: agentFor(secure),
        },
        (response) => {
          clearTimeout(timer);
          const { statusCode, statusMessage, headers } = response;
          resolve({
            response: new HttpResponse({
              statusCode,
              reason: statusMessage,
              headers: headersOf(headers),
              body: response,
            }),
          });
        },
      );
      const stop = (error) => {
        clearTimeout(timer);
        sent.destroy();
        reject(error);
      };
      const timer = requestTimeout
        ? setTimeout(() => stop(named('TimeoutError', 'no answer in ' + requestTimeout + ' ms')), requestTimeout)
        : undefined;
      sent.on('error', (error) => {
        clearTimeout(timer);
        reject(lost.includes(error.code) ? Object.assign(error, { name: 'TimeoutError' }) : error);
      });
      const abort = () => stop(named('AbortError', 'Request aborted'));
      abortSignal?.addEventListener('abort', abort, { once: true });
      sent.once('close', () => abortSignal?.removeEventListener('abort', abort));
      sent.end(request.body);
    });
  }
}
`;

/** Lambda tells the trace of an invocation in the environment: an instance serves one at a time. */
export const invokeStore = `
const store = { getXRayTraceId: () => process.env._X_AMZN_TRACE_ID };
export const InvokeStore = { getInstanceAsync: async () => store };
`;

/** No extension may be given, and none is lost in silence. */
export const runtimeExtensions = `
export const resolveRuntimeExtensions = (config, extensions) => {
  if (extensions.length > 0) throw new Error('client extensions are left out of this bundle');
  return config;
};
`;

/** What the user agent says of a client that is made as ours are, in the same letters and order. */
export const checkFeatures = `
import { setFeature } from '../setFeature';
export const checkFeatures = async (context, config) => {
  setFeature(context, 'RETRY_MODE', 'E');
  const mode = await config.accountIdEndpointMode?.();
  if (mode) setFeature(context, 'ACCOUNT_ID_MODE', { disabled: 'Q', preferred: 'P', required: 'R' }[mode]);
  const identity = context.__smithy_context?.selectedHttpAuthScheme?.identity;
  for (const [name, letter] of Object.entries(identity?.$source ?? {})) setFeature(context, name, letter);
};
`;

/** A service's times by Node's own parser, which reads all of their forms. */
export const dates = `
const valid = (date) => {
  if (Number.isNaN(date.getTime())) throw new TypeError('a service sent no valid time');
  return date;
};
const parse = (value) => value == null ? undefined : valid(new Date(value));
export const parseRfc3339DateTime = parse, parseRfc3339DateTimeWithOffset = parse, parseRfc7231DateTime = parse;
export const parseEpochTimestamp = (value) =>
  value == null ? undefined : valid(new Date(Math.round(Number(value) * 1_000)));
export const dateToUtcString = (date) => date.toUTCString();
`;
