import type { Resource, Resources } from '../kernel/resources.ts';
import { compileFilters, type Filter } from './filter.ts';

interface Common {
  /** Names the mapping in the store; stable over restarts and deploys. */
  readonly id: string;
  readonly functionArn: string;
  readonly sourceArn: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly filter: Filter;
  /** Whether the function's answer names the items that failed. */
  readonly reportsFailures: boolean;
}

/** A queue that triggers a function. */
export interface QueueMapping extends Common {
  readonly kind: 'queue';
  readonly concurrency: number;
}

/** A table's stream that triggers a function. */
export interface StreamMapping extends Common {
  readonly kind: 'stream';
  readonly tableName: string;
  readonly fromStart: boolean;
  readonly lanes: number;
  readonly bisects: boolean;
  readonly retriesMax: number;
  readonly ageMsMax: number;
  readonly failureArn: string | undefined;
}

export type Mapping = QueueMapping | StreamMapping;

/** AWS starts with five pollers; a limit lower or higher is `ScalingConfig.MaximumConcurrency`. */
const QUEUE_CONCURRENCY = 5;

/** What a stream keeps. Source: DynamoDB Developer Guide, "Change data capture for DynamoDB Streams". */
const STREAM_AGE_MS_MAX = 86_400_000;

const KNOWN = new Set([
  'BatchSize',
  'BisectBatchOnFunctionError',
  'DestinationConfig',
  'Enabled',
  'EventSourceArn',
  'FilterCriteria',
  'FunctionName',
  'FunctionResponseTypes',
  'MaximumBatchingWindowInSeconds',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'MetricsConfig',
  'ParallelizationFactor',
  'ScalingConfig',
  'StartingPosition',
  'Tags',
]);

const functionArnOf = (resources: Resources, name: string): string => {
  if (name.startsWith('arn:')) return name;
  const found = resources.find('AWS::Lambda::Function', name);
  if (found === undefined) throw new Error(`there is no function ${name}`);
  return found.arn;
};

/** −1, or nothing at all, is without limit. */
const limit = (value: unknown): number =>
  value === undefined || Number(value) < 0 ? Number.POSITIVE_INFINITY : Number(value);

const streamMapping = (common: Common, properties: Resource['properties']): StreamMapping => ({
  ...common,
  kind: 'stream',
  tableName: common.sourceArn.split('/')[1] ?? '',
  fromStart: properties['StartingPosition'] === 'TRIM_HORIZON',
  lanes: Number(properties['ParallelizationFactor'] ?? 1),
  bisects: properties['BisectBatchOnFunctionError'] === true,
  retriesMax: limit(properties['MaximumRetryAttempts']),
  ageMsMax: Math.min(limit(properties['MaximumRecordAgeInSeconds']) * 1000, STREAM_AGE_MS_MAX),
  failureArn: properties['DestinationConfig']?.OnFailure?.Destination,
});

const readMapping = (resources: Resources, { id, properties }: Resource): Mapping => {
  const unknown = Object.keys(properties).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) throw new Error(`${unknown} is not supported`);
  const sourceArn = String(properties['EventSourceArn']);
  const service = sourceArn.split(':')[2];
  if (service !== 'sqs' && service !== 'dynamodb')
    throw new Error(`the source ${sourceArn} is not supported`);
  const common: Common = {
    id,
    sourceArn,
    functionArn: functionArnOf(resources, String(properties['FunctionName'])),
    batchSize: Number(properties['BatchSize'] ?? (service === 'sqs' ? 10 : 100)),
    windowMs: Number(properties['MaximumBatchingWindowInSeconds'] ?? 0) * 1000,
    filter: compileFilters(properties['FilterCriteria']?.Filters),
    reportsFailures: (properties['FunctionResponseTypes'] ?? []).includes(
      'ReportBatchItemFailures',
    ),
  };
  if (service === 'dynamodb') return streamMapping(common, properties);
  const concurrency = Number(properties['ScalingConfig']?.MaximumConcurrency ?? QUEUE_CONCURRENCY);
  if (common.batchSize > 10 && common.windowMs === 0)
    throw new Error('a batch of more than 10 messages needs MaximumBatchingWindowInSeconds');
  return { ...common, kind: 'queue', concurrency };
};

/** Reads every enabled mapping, with Lambda's defaults. Throws, naming the mapping, for what is not supported. */
export const readMappings = (resources: Resources): readonly Mapping[] =>
  resources
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties['Enabled'] !== false)
    .map((resource) => {
      try {
        return readMapping(resources, resource);
      } catch (error) {
        throw new Error(
          `event source mapping ${resource.id}: ${error instanceof Error ? error.message : error}`,
        );
      }
    });
