import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { inParts } from '../../domain/shared/parts.ts';
import { required } from '../shared/env.ts';
import { log, metric, setLogContext } from '../shared/log.ts';
import { publishedOf } from '../shared/published.ts';
import { entriesPerCall, putEvents } from '../shared/put-events.ts';
import { type CommitItem, decodeCommit } from '../shared/store/codec.ts';

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
  for (const chunk of inParts(entries, entriesPerCall)) {
    try {
      const [place] = await putEvents(chunk.map(({ request }) => request));
      if (place === undefined) continue;
      failed = Math.min(failed, chunk[place]?.record ?? 0);
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
