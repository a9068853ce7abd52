/** A module of the AWS SDK for JavaScript that our bundles do without, what stands in for it, and why it may. */
export interface Replacement {
  /** The path below node_modules; `*` stands for the name of a client. */
  readonly module: string;
  readonly because: string;
  readonly contents: string | ((client: string) => string);
}

/** The settings of a client from the environment alone, in the order of precedence that the SDK documents. */
const runtimeConfig = `
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

const endpointFromConfig = `
export const getEndpointFromConfig = async (serviceId = '') => {
  if (process.env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return undefined;
  const ofService = process.env['AWS_ENDPOINT_URL_' + serviceId.toUpperCase().replaceAll(' ', '_')];
  return ofService || process.env.AWS_ENDPOINT_URL || undefined;
};
`;

/** The one place a service has in a region of the public partition. */
const endpointResolver = (client: string) => `
const host = '${hostOf[client] ?? ''}';
export const defaultEndpointResolver = ({ Endpoint, Region }) => {
  if (!Endpoint && (!host || !Region)) throw new Error('no endpoint is known for ${client} in ' + Region);
  return { url: new URL(Endpoint ?? 'https://' + host + '.' + Region + '.amazonaws.com'), properties: {}, headers: {} };
};
`;

/** The host names of the services that we call, by client. */
const hostOf: Readonly<Record<string, string>> = {
  'cognito-identity-provider': 'cognito-idp',
  dynamodb: 'dynamodb',
  eventbridge: 'events',
  kms: 'kms',
  'secrets-manager': 'secretsmanager',
  sesv2: 'email',
  sfn: 'states',
};

/** Requests over Node's own client, with keep-alive; bodies are text or bytes, never streams. */
const httpHandler = `
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
const invokeStore = `
const store = { getXRayTraceId: () => process.env._X_AMZN_TRACE_ID };
export const InvokeStore = { getInstanceAsync: async () => store };
`;

const runtimeExtensions = `
export const resolveRuntimeExtensions = (config, extensions) => {
  if (extensions.length > 0) throw new Error('client extensions are left out of this bundle');
  return config;
};
`;

const refused = (name: string, what: string) =>
  `export ${name} { constructor() { throw new Error('${what} is left out of this bundle'); } }\n`;

/** Every replacement, exactly by module: a test fails when the SDK no longer has one of them. */
export const replacements: readonly Replacement[] = [
  {
    module: '@aws-sdk/client-*/dist-es/runtimeConfig.js',
    because:
      'Lambda sets credentials and region in the environment: no profiles, SSO, STS, instance metadata or files to ask.',
    contents: runtimeConfig,
  },
  {
    module: '@aws-sdk/client-*/dist-es/endpoint/endpointResolver.js',
    because:
      'One region of the public partition: no FIPS, dual stack, account or multi-region endpoints, no table of partitions.',
    contents: endpointResolver,
  },
  {
    module:
      '@smithy/core/dist-es/submodules/endpoints/middleware-endpoint/adaptors/getEndpointFromConfig.js',
    because:
      'An endpoint is configured by environment variable or not at all; there is no shared file.',
    contents: endpointFromConfig,
  },
  {
    module: '@smithy/core/dist-es/submodules/event-streams/index.js',
    because: 'None of our calls streams events.',
    contents: `${refused('class EventStreamSerde', 'event streaming')}export const eventStreamSerdeProvider = () => undefined;\n`,
  },
  {
    module: '@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js',
    because: 'Node always has its own SHA-256.',
    contents: refused('class Sha256Js', 'SHA-256 in JavaScript'),
  },
  {
    module: '@aws-sdk/middleware-endpoint-discovery/dist-es/resolveEndpointDiscoveryConfig.js',
    because:
      'DynamoDB has one endpoint in a region; discovery and its cache of a thousand are for Timestream.',
    contents: 'export const resolveEndpointDiscoveryConfig = (config) => config;\n',
  },
  {
    module: '@smithy/core/dist-es/submodules/config/node-config-provider/fromSharedConfigFiles.js',
    because:
      'There are no shared configuration files on Lambda; the environment or the default decides.',
    contents: `import { CredentialsProviderError } from '../property-provider/CredentialsProviderError';
export const fromSharedConfigFiles = () => async () => {
  throw new CredentialsProviderError('no shared configuration files');
};
`,
  },
  {
    module: '@smithy/core/dist-es/submodules/retry/util-retry/AdaptiveRetryStrategy.js',
    because: 'We retry in standard mode; the adaptive one may hold requests back without limit.',
    contents: refused('class AdaptiveRetryStrategy', 'adaptive retrying'),
  },
  {
    module: '@aws-sdk/client-*/dist-es/runtimeExtensions.js',
    because: 'We hand no extension to a client.',
    contents: runtimeExtensions,
  },
  {
    module: '@smithy/node-http-handler/dist-es/node-http-handler.js',
    because:
      'We stream nothing and bring no agents; and Node can then load its parts without a dynamic import.',
    contents: httpHandler,
  },
  {
    module: '@aws/lambda-invoke-store/dist-es/invoke-store.js',
    because: 'Only functions that serve several invocations at once need a store of them.',
    contents: invokeStore,
  },
  {
    module: '@aws-sdk/core/dist-es/submodules/client/middleware-logger/loggerMiddleware.js',
    because: 'No client is given a logger: a log of inputs would hold personal data.',
    contents:
      'export const loggerMiddleware = undefined, loggerMiddlewareOptions = undefined;\nexport const getLoggerPlugin = () => ({ applyToStack: () => {} });\n',
  },
  {
    module: '@aws-sdk/core/dist-es/submodules/client/util-endpoints/aws.js',
    because: 'Functions of endpoint rules, which are replaced above.',
    contents: 'export const awsEndpointFunctions = {};\n',
  },
  {
    module: '@aws-sdk/core/dist-es/submodules/httpAuthSchemes/aws_sdk/clock-skew-defaults.js',
    because: 'The environment decides; there is no shared file.',
    contents: `export const DEFAULT_DISABLE_CLOCK_SKEW_CORRECTION = async () =>
  process.env.AWS_DISABLE_CLOCK_SKEW_CORRECTION === 'true';
`,
  },
  {
    module:
      '@smithy/core/dist-es/submodules/endpoints/middleware-endpoint/service-customizations/index.js',
    because: 'No bucket of S3 is among our endpoints.',
    contents: 'export const resolveParamsForS3 = async () => {};\n',
  },
  {
    module: '@smithy/signature-v4/dist-es/HeaderFormatter.js',
    because: 'It signs the messages of event streams.',
    contents: 'export class HeaderFormatter {}\n',
  },
  {
    module: '@aws-sdk/signature-v4-multi-region/dist-es/SignatureV4MultiRegion.js',
    because: 'We sign for one region; SigV4A is for multi-region endpoints.',
    contents: "export { SignatureV4 as SignatureV4MultiRegion } from '@smithy/signature-v4';\n",
  },
];
