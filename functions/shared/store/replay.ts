import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { required } from '../env.ts';
import { dynamo } from './client.ts';
import { type CommitItem, decodeCommit } from './codec.ts';
import type { Commit } from './types.ts';

const commitsPerPage = 500;

/**
 * Every commit of one segment of the table, in pages: `segments` readers with 0 to `segments` − 1 read everything
 * between them. A stream lies in one segment and comes in order of its versions, which is the order projections need.
 * For rebuilds only; no request is ever served by a scan.
 */
export async function* replaySegment(segment: number, segments: number): AsyncGenerator<Commit> {
  let start: CommitItem | undefined;
  do {
    const page = await dynamo.send(
      new ScanCommand({
        TableName: required('eventsTable'),
        Segment: segment,
        TotalSegments: segments,
        Limit: commitsPerPage,
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    for (const item of page.Items ?? []) yield decodeCommit(item);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}
