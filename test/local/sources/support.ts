import type { Faults } from '../../../local/kernel/faults.ts';
import type { Outcome } from '../../../local/kernel/invoke.ts';
import type { Resource } from '../../../local/kernel/resources.ts';
import { createSources } from '../../../local/sources/service.ts';
import type { StreamRecord } from '../../../local/sources/stream-record.ts';
import { createSqs } from '../../../local/sqs/service.ts';
import { queueArn, resource, resourcesOf, worldAt } from '../sqs/support.ts';

const functionArn = 'arn:aws:lambda:eu-west-1:000000000000:function:consume';
const streamArn = 'arn:aws:dynamodb:eu-west-1:000000000000:table/events/stream/1';

const mapping = (properties: Resource['properties']): Resource =>
  resource('AWS::Lambda::EventSourceMapping', 'Mapping', 'arn:mapping', {
    FunctionName: functionArn,
    ...properties,
  });

export const queueMapping = (properties: object = {}) =>
  mapping({
    EventSourceArn: queueArn('orders'),
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ...properties,
  });

export const streamMapping = (properties: object = {}) =>
  mapping({
    EventSourceArn: streamArn,
    StartingPosition: 'TRIM_HORIZON',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ...properties,
  });

export interface Record {
  readonly messageId?: string;
  readonly body?: string;
  readonly dynamodb?: StreamRecord['dynamodb'];
}

export type Handler = (records: readonly Record[]) => Promise<unknown> | unknown;

interface Options {
  readonly handler: Handler;
  readonly path?: string;
  readonly faults?: Faults;
  readonly stream?: ReturnType<typeof createStream>;
  readonly allows?: (functionArn: string, action: string, resource: string) => boolean;
}

/** A table's stream in memory. */
export const createStream = () => {
  const records: StreamRecord[] = [];
  const listeners = new Set<() => void>();
  return {
    records,
    write: (key: string, atMs: number, eventName = 'INSERT') => {
      const SequenceNumber = String(records.length + 1).padStart(21, '0');
      const dynamodb = {
        Keys: { stream: { S: key } },
        SequenceNumber,
        ApproximateCreationDateTime: atMs / 1000,
      };
      records.push({ eventID: SequenceNumber, eventName, dynamodb } as StreamRecord);
      for (const listener of listeners) listener();
    },
    reader: {
      read: (_: string, after: bigint | undefined, limit: number) =>
        records
          .filter(({ dynamodb }) => BigInt(dynamodb.SequenceNumber) > (after ?? 0n))
          .slice(0, limit),
      onWrite: (_: string, listener: () => void) => listeners.add(listener),
    },
  };
};

/** Sources over real queues and a stream in memory; `handler` is the function, and throws as a function does. */
export const startSources = (resources: readonly Resource[], options: Options) => {
  const world = worldAt(options.path);
  const template = resourcesOf(...resources);
  const sqs = createSqs({ world, resources: template });
  const stream = options.stream ?? createStream();
  const warnings: string[] = [];
  const batches: string[][] = [];
  const invoke = async (_: string, payload: unknown): Promise<Outcome> => {
    const { Records } = payload as { readonly Records: readonly Record[] };
    batches.push(
      Records.map(({ body, dynamodb }) => body ?? String(BigInt(dynamodb?.SequenceNumber ?? 0))),
    );
    try {
      return { ok: true, payload: await options.handler(Records) };
    } catch (error) {
      return { ok: false, errorType: 'Error', errorMessage: String(error) };
    }
  };
  const sources = createSources({
    world,
    resources: template,
    sqs,
    streams: stream.reader,
    invoke,
    allows: options.allows ?? (() => true),
    warn: (message) => warnings.push(message),
    ...(options.faults && { faults: options.faults }),
  });
  return { world, sqs, stream, sources, batches, warnings };
};

/** A gate that a handler waits at until the test opens it. */
export const gate = () => {
  const waiting: (() => void)[] = [];
  return {
    pass: () => new Promise<void>((resolve) => waiting.push(resolve)),
    waiting: () => waiting.length,
    open: () => waiting.splice(0).forEach((resolve) => void resolve()),
  };
};

export const failuresOf = (ids: readonly (string | undefined)[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});
