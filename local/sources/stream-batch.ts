import type { StreamMapping } from './mapping.ts';
import type { Verdict } from './outcome.ts';
import { createdMs, type StreamRecord } from './stream-record.ts';

/** Records that are invoked with together. */
export interface StreamBatch {
  readonly records: readonly StreamRecord[];
  /** Failed invocations that counted against the retries. */
  readonly failures: number;
  /** All invocations. */
  readonly invocations: number;
}

/** What an invocation leads to. */
export interface Next {
  /** From the front of the batch, handled for good. */
  readonly handled: number;
  /** To be tried again, in this order. */
  readonly again: readonly StreamBatch[];
  /** Given up: its records go to the failure destination. */
  readonly abandoned: StreamBatch | undefined;
}

/** A fresh batch. */
export const batchOf = (records: readonly StreamRecord[]): StreamBatch => ({
  records,
  failures: 0,
  invocations: 0,
});

/** The first record that failed: it and everything after it is tried again, to keep the order. */
const firstFailed = (records: readonly StreamRecord[], failed: ReadonlySet<string>): number =>
  records.findIndex(({ dynamodb }) => failed.has(dynamodb.SequenceNumber));

const halves = ({ records, ...counts }: StreamBatch): readonly StreamBatch[] => {
  const middle = Math.ceil(records.length / 2);
  return [
    { ...counts, records: records.slice(0, middle) },
    { ...counts, records: records.slice(middle) },
  ];
};

/**
 * Decides what follows on a verdict: progress starts the count anew, splitting does not count as a retry. Source:
 * Lambda Developer Guide, "Retain discarded records for a DynamoDB event source".
 */
export const nextOf = (
  batch: StreamBatch,
  verdict: Verdict,
  { bisects, retriesMax }: Pick<StreamMapping, 'bisects' | 'retriesMax'>,
): Next => {
  const { records, failures } = batch;
  if (verdict.kind === 'done') return { handled: records.length, again: [], abandoned: undefined };
  const invocations = batch.invocations + 1;
  const handled = verdict.kind === 'some' ? firstFailed(records, verdict.failed) : 0;
  if (handled > 0) {
    const rest = { records: records.slice(handled), failures: 1, invocations };
    return retriesMax >= 1
      ? { handled, again: [rest], abandoned: undefined }
      : { handled, again: [], abandoned: rest };
  }
  if (bisects && records.length > 1)
    return { handled, again: halves({ records, failures, invocations }), abandoned: undefined };
  const failed = { records, failures: failures + 1, invocations };
  return failed.failures > retriesMax
    ? { handled, again: [], abandoned: failed }
    : { handled, again: [failed], abandoned: undefined };
};

/** Splits off what is too old to be tried; it is at the front, as records are in order of time. */
export const splitExpired = (
  batch: StreamBatch,
  nowMs: number,
  ageMsMax: number,
): { readonly expired: StreamBatch | undefined; readonly fresh: StreamBatch | undefined } => {
  const found = batch.records.findIndex((record) => nowMs - createdMs(record) <= ageMsMax);
  const count = found === -1 ? batch.records.length : found;
  const part = (records: readonly StreamRecord[]) =>
    records.length === 0 ? undefined : { ...batch, records };
  return { expired: part(batch.records.slice(0, count)), fresh: part(batch.records.slice(count)) };
};

/** The document that Lambda sends to an on-failure destination: where the records are, not the records. */
export const failureDocument = (
  batch: StreamBatch,
  condition: 'RetryAttemptsExhausted' | 'MaximumRecordAgeExceeded',
  about: {
    readonly functionArn: string;
    readonly streamArn: string;
    readonly shardId: string;
    readonly requestId: string;
    readonly nowMs: number;
  },
) => {
  const iso = (ms: number) => new Date(ms).toISOString();
  const [first, last] = [batch.records[0], batch.records.at(-1)];
  if (first === undefined || last === undefined) throw new Error('an abandoned batch is empty');
  return {
    requestContext: {
      requestId: about.requestId,
      functionArn: about.functionArn,
      condition,
      approximateInvokeCount: batch.invocations,
    },
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      functionError: 'Unhandled',
    },
    version: '1.0',
    timestamp: iso(about.nowMs),
    DDBStreamBatchInfo: {
      shardId: about.shardId,
      startSequenceNumber: first.dynamodb.SequenceNumber,
      endSequenceNumber: last.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: iso(createdMs(first)),
      approximateArrivalOfLastRecord: iso(createdMs(last)),
      batchSize: batch.records.length,
      streamArn: about.streamArn,
    },
  };
};
