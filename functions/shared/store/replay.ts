import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { required } from '../env.ts';
import { dynamo } from './client.ts';
import type { CommitItem } from './codec.ts';

/** About what fits into the megabyte that a page may have. */
const commitsPerPage = 1_000;

/** A commit's place in the table; a type, so that it is a record of JSON. */
export type Place = { readonly stream: string; readonly version: number };

export interface SegmentOptions {
  readonly segment: number;
  readonly segments: number;
  /** The kinds of streams that are wanted; all unless told. */
  readonly kinds?: readonly string[];
  /** Where an earlier reader stopped. */
  readonly after?: Place | undefined;
}

/** Some whole streams as they are stored, and where to go on behind them; `next` is undefined at the end. */
export interface SomeStreams {
  readonly streams: readonly (readonly CommitItem[])[];
  readonly next: Place | undefined;
}

const placeOf = ({ stream, version }: CommitItem): Place => ({
  stream: stream?.S ?? '',
  version: Number(version?.N),
});

const keyOf = ({ stream, version }: Place): CommitItem => ({
  stream: { S: stream },
  version: { N: `${version}` },
});

/** Without the list of types, which the body has as well. */
const columns = '#stream, #version, #count, commandId, body, #hash';
const names = { '#stream': 'stream', '#version': 'version', '#count': 'count', '#hash': 'hash' };

const pageOf = ({ segment, segments, kinds, after }: SegmentOptions) =>
  dynamo.send(
    new ScanCommand({
      TableName: required('eventsTable'),
      Segment: segment,
      TotalSegments: segments,
      Limit: commitsPerPage,
      ConsistentRead: true,
      ProjectionExpression: columns,
      ExpressionAttributeNames: names,
      ...(after === undefined ? {} : { ExclusiveStartKey: keyOf(after) }),
      ...(kinds === undefined
        ? {}
        : {
            FilterExpression: kinds.map((_, at) => `begins_with(#stream, :k${at})`).join(' OR '),
            ExpressionAttributeValues: Object.fromEntries(
              kinds.map((kind, at) => [`:k${at}`, { S: `${kind}-` }]),
            ),
          }),
    }),
  );

/**
 * Every stream of one segment of the events, whole and one after the other, a page at a time: `segments` readers with 0 to
 * `segments` − 1 read everything between them. The next page is fetched while the reader works on one. For rebuilds only;
 * no request is ever served by a scan.
 */
export async function* streamsOfSegment(options: SegmentOptions): AsyncGenerator<SomeStreams> {
  let after = options.after;
  /** The stream that the page before may have cut, and the place before it. */
  let cut: CommitItem[] = [];
  let beforeCut = after;
  let page = pageOf(options);
  try {
    do {
      const { Items = [], LastEvaluatedKey } = await page;
      const whole: CommitItem[][] = [];
      let last = after;
      for (const item of Items) {
        if (cut[0]?.['stream']?.S !== item['stream']?.S) {
          if (cut.length > 0) whole.push(cut);
          cut = [];
          beforeCut = last;
        }
        cut.push(item);
        last = placeOf(item);
      }
      after = LastEvaluatedKey === undefined ? undefined : placeOf(LastEvaluatedKey);
      if (after === undefined && cut.length > 0) whole.push(cut);
      if (after !== undefined) page = pageOf({ ...options, after });
      yield {
        streams: whole,
        next: after === undefined ? undefined : cut.length > 0 ? beforeCut : after,
      };
    } while (after !== undefined);
  } finally {
    // Whoever leaves early leaves no call behind.
    await page.catch(() => undefined);
  }
}
