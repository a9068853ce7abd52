import { jsonReplacements } from './slim-json.ts';
import {
  checkFeatures,
  dates,
  endpointFromConfig,
  endpointResolver,
  httpHandler,
  invokeStore,
  runtimeConfig,
  runtimeExtensions,
} from './slim-sources.ts';
import { xmlReplacements } from './slim-xml.ts';

/** A module of a library, mostly the AWS SDK for JavaScript, that our bundles do without, what stands in for it, and why it may. */
export interface Replacement {
  /** The path below node_modules; `*` stands for the name of a client. */
  readonly module: string;
  readonly because: string;
  readonly contents: string | ((client: string) => string);
}

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
    module: '@smithy/core/dist-es/submodules/serde/date-utils.js',
    because: 'Node reads every form of time that a service sends.',
    contents: dates,
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
    module: '@aws-sdk/core/dist-es/submodules/client/middleware-user-agent/check-features.js',
    because:
      'We retry in standard mode, speak JSON and have no endpoints by account: the rest is never told.',
    contents: checkFeatures,
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
    module: '@smithy/core/dist-es/submodules/client/smithy-client/schemaLogFilter.js',
    because: 'It hides secrets from a log that no client has.',
    contents: 'export const schemaLogFilter = () => undefined;\n',
  },
  {
    module: 'fast-sha256/sha256.js',
    because: 'standardwebhooks brings SHA-256 in JavaScript; Node has its own.',
    contents: `import { createHash, createHmac } from 'node:crypto';
export const hash = (data) => new Uint8Array(createHash('sha256').update(data).digest());
export const hmac = (key, data) => new Uint8Array(createHmac('sha256', key).update(data).digest());
`,
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
  ...jsonReplacements,
  ...xmlReplacements,
];
