import { sumActivities } from '../kernel/activity.ts';
import type { Invoke } from '../kernel/invoke.ts';
import type { World } from '../kernel/world.ts';
import type { Sqs } from '../sqs/service.ts';
import { type Checkpoints, createCheckpoints } from './checkpoints.ts';
import type { StreamMapping } from './mapping.ts';
import type { Source } from './queue-source.ts';
import { failureDocument } from './stream-batch.ts';
import { createStreamLane, type StreamLane } from './stream-lane.ts';
import { laneOf, type StreamReader, type StreamRecord, sequenceOf } from './stream-record.ts';

interface Options {
  readonly world: World;
  readonly streams: StreamReader;
  readonly sqs: Sqs;
  readonly invoke: Invoke;
  readonly mapping: StreamMapping;
  readonly warn: (message: string) => void;
}

const PAGE_RECORDS = 500;
/** Reading stops while so many wait, so that a slow function does not fill the memory. */
const BUFFERED_RECORDS_MAX = 5_000;

/** Where a new mapping that wants only news begins: behind the last record. */
const endOf = ({ read }: StreamReader, tableName: string): bigint => {
  for (let last = 0n; ; ) {
    const final = read(tableName, last, PAGE_RECORDS).at(-1);
    if (final === undefined) return last;
    last = sequenceOf(final);
  }
};

const createLanes = (
  options: Options,
  checkpoints: Checkpoints,
  progressed: () => void,
): readonly StreamLane[] => {
  const { world, sqs, mapping, invoke, warn } = options;
  const { id, functionArn, sourceArn: streamArn, failureArn } = mapping;
  return Array.from({ length: mapping.lanes }, (_, lane) =>
    createStreamLane({
      world,
      mapping,
      warn,
      invoke: (Records) => invoke(functionArn, { Records }),
      progressed,
      handled: (sequence) => checkpoints.saveLane(id, mapping.lanes, lane, sequence),
      abandon: (batch, condition) => {
        const [requestId, nowMs] = [world.random.uuid(), world.timeline.now()];
        const about = { functionArn, streamArn, shardId: `shardId-${lane}`, requestId, nowMs };
        const document = JSON.stringify(failureDocument(batch, condition, about));
        if (failureArn === undefined) warn(`${functionArn} lost records: ${document}`);
        else sqs.send(failureArn, document);
      },
    }),
  );
};

/** Reads a table's stream for a function, from where it was, woken when something is written. */
export const createStreamSource = (options: Options): Source => {
  const { world, streams, mapping } = options;
  const { id, tableName, filter } = mapping;
  const checkpoints = createCheckpoints(world.storage);
  let cursor = checkpoints.low(id);
  let low = cursor;
  const saveLow = () => {
    const waiting = lanes.map((lane) => lane.oldest()).filter((each) => each !== undefined);
    const [oldest] = waiting.sort((a, b) => (a < b ? -1 : 1));
    const now = oldest === undefined ? cursor : oldest - 1n;
    if (now === undefined || (low !== undefined && now <= low)) return;
    low = now;
    checkpoints.saveLow(id, now);
  };
  let more = false;
  const progressed = () => {
    saveLow();
    if (more && buffered() < BUFFERED_RECORDS_MAX / 2) pull();
  };
  const lanes = createLanes(options, checkpoints, progressed);
  const done = lanes.map((_, lane) => checkpoints.lane(id, mapping.lanes, lane) ?? -1n);

  const place = (record: StreamRecord) => {
    const lane = laneOf(record, mapping.lanes);
    const sequence = sequenceOf(record);
    cursor = sequence;
    if (sequence > (done[lane] ?? -1n) && filter(record)) lanes[lane]?.push(record);
  };
  const buffered = () => lanes.reduce((sum, lane) => sum + lane.buffered(), 0);
  const pull = (): void => {
    more = true;
    while (more && buffered() < BUFFERED_RECORDS_MAX) {
      const records = streams.read(tableName, cursor, PAGE_RECORDS);
      for (const record of records) place(record);
      more = records.length === PAGE_RECORDS;
    }
    for (const lane of lanes) lane.run();
    saveLow();
  };
  return {
    start: () => {
      if (cursor === undefined && !mapping.fromStart) {
        cursor = endOf(streams, tableName);
        saveLow();
      }
      streams.onWrite(tableName, pull);
      pull();
    },
    activity: () => sumActivities(lanes.map((lane) => lane.activity())),
  };
};
