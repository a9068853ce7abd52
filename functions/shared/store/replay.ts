import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { required } from '../env.ts';
import { dynamo } from './client.ts';
import { type CommitItem, decodeCommit } from './codec.ts';
import type { Commit } from './types.ts';

const commitsPerPage = 500;

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

/** Some whole streams, and where to go on behind them; `next` is undefined at the end. */
export interface SomeStreams {
  readonly streams: readonly (readonly Commit[])[];
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

const pageOf = ({ segment, segments, kinds, after }: SegmentOptions) =>
  dynamo.send(
    new ScanCommand({
      TableName: required('eventsTable'),
      Segment: segment,
      TotalSegments: segments,
      Limit: commitsPerPage,
      ConsistentRead: true,
      ...(after === undefined ? {} : { ExclusiveStartKey: keyOf(after) }),
      ...(kinds === undefined
        ? {}
        : {
            FilterExpression: kinds.map((_, at) => `begins_with(#stream, :k${at})`).join(' OR '),
            ExpressionAttributeNames: { '#stream': 'stream' },
            ExpressionAttributeValues: Object.fromEntries(
              kinds.map((kind, at) => [`:k${at}`, { S: `${kind}-` }]),
            ),
          }),
    }),
  );

/**
 * Every stream of one segment of the events, whole and one after the other, a page at a time: `segments` readers with 0 to
 * `segments` − 1 read everything between them. For rebuilds only; no request is ever served by a scan.
 */
export async function* streamsOfSegment(options: SegmentOptions): AsyncGenerator<SomeStreams> {
  let after = options.after;
  /** The stream that the page before may have cut, and the place before it. */
  let cut: Commit[] = [];
  let beforeCut = after;
  do {
    const { Items = [], LastEvaluatedKey } = await pageOf({ ...options, after });
    const whole: Commit[][] = [];
    let last = after;
    for (const item of Items) {
      const commit = decodeCommit(item);
      if (cut[0]?.stream !== commit.stream) {
        if (cut.length > 0) whole.push(cut);
        cut = [];
        beforeCut = last;
      }
      cut.push(commit);
      last = placeOf(item);
    }
    after = LastEvaluatedKey === undefined ? undefined : placeOf(LastEvaluatedKey);
    if (after === undefined && cut.length > 0) whole.push(cut);
    yield {
      streams: whole,
      next: after === undefined ? undefined : cut.length > 0 ? beforeCut : after,
    };
  } while (after !== undefined);
}
