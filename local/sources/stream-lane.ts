import type { Activity } from '../kernel/activity.ts';
import type { Outcome } from '../kernel/invoke.ts';
import type { World } from '../kernel/world.ts';
import type { StreamMapping } from './mapping.ts';
import { readOutcome } from './outcome.ts';
import { batchOf, nextOf, type StreamBatch, splitExpired } from './stream-batch.ts';
import { type StreamRecord, sequenceOf } from './stream-record.ts';

/** One lane of a stream: one batch at a time, in order. */
export interface StreamLane {
  readonly push: (record: StreamRecord) => void;
  /** Works until nothing is left; does nothing when it works already. */
  readonly run: () => void;
  /** The oldest record that is not handled yet. */
  readonly oldest: () => bigint | undefined;
  readonly buffered: () => number;
  readonly activity: () => Activity;
}

interface Options {
  readonly world: World;
  readonly mapping: StreamMapping;
  readonly invoke: (records: readonly StreamRecord[]) => Promise<Outcome>;
  /** Everything of this lane up to `sequence` is handled. */
  readonly handled: (sequence: bigint) => void;
  /** Something was handled, or is to be tried again. */
  readonly progressed: () => void;
  readonly abandon: (
    batch: StreamBatch,
    condition: 'RetryAttemptsExhausted' | 'MaximumRecordAgeExceeded',
  ) => void;
  readonly warn: (message: string) => void;
}

const BACKOFF_MS_MIN = 200;
const BACKOFF_MS_MAX = 30_000;

/** AWS retries a stream's batch with exponential back-off and names no numbers. */
const backoffMs = ({ invocations }: StreamBatch, chance: number): number =>
  Math.round(
    Math.min(BACKOFF_MS_MIN * 2 ** Math.min(invocations - 1, 20), BACKOFF_MS_MAX) *
      (0.5 + chance / 2),
  );

/** What one try of a batch leaves to do. */
const createAttempt = ({ world, mapping, invoke, handled, abandon, warn }: Options) => {
  const finish = (records: readonly StreamRecord[]) => {
    const last = records.at(-1);
    if (last !== undefined) handled(sequenceOf(last));
  };
  return async (batch: StreamBatch): Promise<readonly StreamBatch[]> => {
    const { expired, fresh } = splitExpired(batch, world.timeline.now(), mapping.ageMsMax);
    if (expired !== undefined) {
      abandon(expired, 'MaximumRecordAgeExceeded');
      finish(expired.records);
    }
    if (fresh === undefined) return [];
    const outcome = await invoke(fresh.records);
    const ids = new Set(fresh.records.map(({ dynamodb }) => dynamodb.SequenceNumber));
    const verdict = readOutcome(outcome, mapping.reportsFailures, ids);
    if (verdict.kind === 'failed')
      warn(
        `${mapping.functionArn} failed ${fresh.records.length} records of ${mapping.tableName}: ${verdict.reason}`,
      );
    const next = nextOf(fresh, verdict, mapping);
    if (next.abandoned !== undefined) abandon(next.abandoned, 'RetryAttemptsExhausted');
    finish(fresh.records.slice(0, next.handled));
    if (next.abandoned !== undefined) finish(next.abandoned.records);
    return next.again;
  };
};

/** An idle lane. */
export const createStreamLane = (options: Options): StreamLane => {
  const { world, mapping, progressed } = options;
  const { timeline, random } = world;
  const { batchSize, windowMs } = mapping;
  const attempt = createAttempt(options);
  const buffer: StreamRecord[] = [];
  let work: readonly StreamBatch[] = [];
  let running = false;
  let waitsUntilMs: number | undefined;
  let filled: (() => void) | undefined;

  const wait = async (ms: number, early?: (resolve: () => void) => void): Promise<void> => {
    waitsUntilMs = timeline.now() + ms;
    await new Promise<void>((resolve) => {
      const cancel = timeline.after(ms, resolve);
      early?.(() => {
        cancel();
        resolve();
      });
    });
    waitsUntilMs = undefined;
  };
  const gather = async (): Promise<void> => {
    if (windowMs > 0 && buffer.length < batchSize)
      await wait(windowMs, (resolve) => {
        filled = resolve;
      });
    filled = undefined;
    work = [batchOf(buffer.splice(0, batchSize))];
  };
  const drain = async (): Promise<void> => {
    while (work.length + buffer.length > 0) {
      if (work.length === 0) await gather();
      const [batch, ...rest] = work;
      if (batch === undefined) break;
      const again = await attempt(batch);
      work = [...again, ...rest];
      progressed();
      const [first] = again;
      if (first !== undefined) await wait(backoffMs(first, random.next()));
    }
    // In the same breath as the last look, so that nothing pushed from here on waits for ever.
    running = false;
  };
  return {
    push: (record) => {
      buffer.push(record);
      if (buffer.length >= batchSize) filled?.();
    },
    run: () => {
      if (running || work.length + buffer.length === 0) return;
      running = true;
      void drain();
    },
    oldest: () => {
      const first = work[0]?.records[0] ?? buffer[0];
      return first && sequenceOf(first);
    },
    buffered: () => buffer.length,
    activity: () => {
      const held = work.reduce((sum, { records }) => sum + records.length, 0);
      return waitsUntilMs === undefined
        ? { ready: buffer.length, inFlight: held, delayed: 0, nextDueMs: undefined }
        : { ready: 0, inFlight: 0, delayed: held + buffer.length, nextDueMs: waitsUntilMs };
    },
  };
};
