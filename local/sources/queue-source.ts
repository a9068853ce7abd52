import type { Activity } from '../kernel/activity.ts';
import type { Invoke } from '../kernel/invoke.ts';
import type { World } from '../kernel/world.ts';
import type { Message } from '../sqs/message.ts';
import type { Sqs } from '../sqs/service.ts';
import type { QueueMapping } from './mapping.ts';
import { readOutcome } from './outcome.ts';

/** Something that turns what arrives into invocations. */
export interface Source {
  readonly start: () => void;
  readonly activity: () => Activity;
}

interface Options {
  readonly world: World;
  readonly sqs: Sqs;
  readonly invoke: Invoke;
  readonly mapping: QueueMapping;
  readonly warn: (message: string) => void;
}

/** The queue's own receive takes ten at most; a larger batch is several of them, as Lambda's poller does it. */
const RECEIVE_MAX = 10;

const receiveBatch = ({ sqs, mapping }: Options): readonly Message[] => {
  const batch: Message[] = [];
  while (batch.length < mapping.batchSize) {
    const limit = Math.min(RECEIVE_MAX, mapping.batchSize - batch.length);
    const received = sqs.receive(mapping.sourceArn, limit);
    batch.push(...received);
    if (received.length < limit) break;
  }
  return batch;
};

/** Invokes with one batch; deletes what succeeded and leaves the rest to its visibility timeout. */
const handle = async (options: Options, batch: readonly Message[]): Promise<void> => {
  const { sqs, invoke, mapping, warn } = options;
  const { sourceArn, functionArn, filter, reportsFailures } = mapping;
  const records = batch.map((message) => ({ message, record: sqs.record(sourceArn, message) }));
  const wanted = records.filter(({ record }) => filter(record));
  const unwanted = records.filter((each) => !wanted.includes(each)).map(({ message }) => message);
  if (unwanted.length > 0) sqs.delete(sourceArn, unwanted);
  if (wanted.length === 0) return;
  const ids = new Set(wanted.map(({ message }) => message.id));
  const outcome = await invoke(functionArn, { Records: wanted.map(({ record }) => record) });
  const verdict = readOutcome(outcome, reportsFailures, ids);
  if (verdict.kind === 'failed') {
    warn(`${functionArn} failed a batch of ${wanted.length} from ${sourceArn}: ${verdict.reason}`);
    return;
  }
  const failed = verdict.kind === 'some' ? verdict.failed : new Set<string>();
  const done = wanted.map(({ message }) => message).filter(({ id }) => !failed.has(id));
  if (done.length > 0) sqs.delete(sourceArn, done);
};

/** Polls a queue for a function: woken when messages become visible, several batches at a time up to its concurrency. */
export const createQueueSource = (options: Options): Source => {
  const { world, sqs, mapping } = options;
  const { timeline, storage } = world;
  const { sourceArn, batchSize, windowMs, concurrency } = mapping;
  let running = 0;
  let woken = false;
  let gathering = false;

  const launch = (): boolean => {
    const batch = receiveBatch(options);
    if (batch.length === 0) return false;
    running++;
    handle(options, batch).finally(() => {
      running--;
      pump();
    });
    return true;
  };
  const gather = () => {
    if (gathering) return;
    gathering = true;
    timeline.after(windowMs, () => {
      gathering = false;
      if (running < concurrency) launch();
      pump();
    });
  };
  const pump = (): void => {
    while (running < concurrency) {
      const waiting = sqs.visible(sourceArn);
      if (waiting === 0) return;
      // A batch that is not full waits for more, from its first message on.
      const full = windowMs === 0 || waiting >= batchSize;
      if (!full) gather();
      if (!full || !launch()) return;
    }
  };
  /** After the turn's commit, so that messages sent together are taken together, and none before it is durable. */
  const wake = (): void => {
    if (woken) return;
    woken = true;
    const run = () => {
      woken = false;
      pump();
    };
    storage.durable().then(run, run);
  };

  return {
    start: () => {
      sqs.onMessage(sourceArn, wake);
      wake();
    },
    activity: () => sqs.activity(sourceArn),
  };
};
