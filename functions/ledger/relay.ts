import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { required } from '../shared/env.ts';
import { log, metric, setLogContext } from '../shared/log.ts';
import { jitteredDelayMs, pause } from '../shared/pause.ts';
import { type CommitItem, decodeCommit } from '../shared/store/codec.ts';
import { publishedOf } from './published.ts';

const bus = new EventBridgeClient({ maxAttempts: 4 });
const entriesPerCall = 10;
const triesMax = 5;

interface Entry {
  readonly record: number;
  readonly request: PutEventsRequestEntry;
}

/** Lambda hands binary attributes on in base64. */
const itemOf = (image: Readonly<Record<string, unknown>>): CommitItem =>
  Object.fromEntries(
    Object.entries(image).map(([name, value]) => {
      const { B } = value as { readonly B?: string };
      return [name, B === undefined ? (value as AttributeValue) : { B: Buffer.from(B, 'base64') }];
    }),
  );

const entriesOf = ({ dynamodb }: DynamoDBRecord, record: number): Entry[] =>
  publishedOf(decodeCommit(itemOf(dynamodb?.NewImage ?? {}))).map((event) => ({
    record,
    request: {
      EventBusName: required('eventBusName'),
      Source: `assay.${event.aggregateType}`,
      DetailType: event.eventType,
      Detail: JSON.stringify(event),
    },
  }));

/** Publishes entries, and again those that the bus did not accept; answers what it never accepted. */
const publish = async (entries: readonly Entry[]): Promise<readonly Entry[]> => {
  let waiting = entries;
  for (let attempt = 0; waiting.length > 0 && attempt < triesMax; attempt++) {
    if (attempt > 0) await pause(jitteredDelayMs(attempt, 20, 500));
    const { Entries = [] } = await bus.send(
      new PutEventsCommand({ Entries: waiting.map(({ request }) => request) }),
    );
    waiting = waiting.filter((_, index) => Entries[index]?.ErrorCode !== undefined);
  }
  return waiting;
};

const chunks = (entries: readonly Entry[]): Entry[][] =>
  Array.from({ length: Math.ceil(entries.length / entriesPerCall) }, (_, index) =>
    entries.slice(index * entriesPerCall, (index + 1) * entriesPerCall),
  );

/**
 * Tells the bus of every event that was stored. The first record that could not be told ends the batch: the stream
 * gives it and all after it again, so nothing is skipped, and what keeps failing goes to the dead letters.
 */
export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  setLogContext({ consumer: 'relay' });
  let failed = Records.length;
  const entries: Entry[] = [];
  for (const [index, record] of Records.entries()) {
    try {
      entries.push(...entriesOf(record, index));
    } catch (error) {
      log.error('a commit cannot be read', error, { eventId: record.eventID });
      failed = index;
      break;
    }
  }
  for (const chunk of chunks(entries)) {
    try {
      const [first] = await publish(chunk);
      if (first === undefined) continue;
      failed = Math.min(failed, first.record);
    } catch (error) {
      log.error('the bus did not answer', error);
      failed = Math.min(failed, chunk[0]?.record ?? 0);
    }
    break;
  }
  metric('EventsPublished', entries.filter(({ record }) => record < failed).length);
  const at = Records[failed]?.dynamodb?.SequenceNumber;
  return { batchItemFailures: at === undefined ? [] : [{ itemIdentifier: at }] };
};
