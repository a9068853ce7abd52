import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { required } from '../env.ts';
import { dynamo } from './client.ts';
import { decodeCommit } from './codec.ts';
import { newestCommit } from './events-table.ts';
import { commitsOf } from './history.ts';
import type { Commit } from './types.ts';

/** Clocks of two instances may differ by that much, so that far a commit's time may lie before its predecessor's. */
const clockSkewMsMax = 60_000;
/** Below so many versions, reading on is no dearer than halving. */
const versionsToWalk = 64;

const lastVersionOf = ({ version, events }: Commit): number => version + events.length - 1;

/** The newest commit that begins at or before a version. */
const commitBefore = async (stream: string, version: number): Promise<Commit | undefined> => {
  const { Items } = await dynamo.send(
    new QueryCommand({
      TableName: required('eventsTable'),
      KeyConditionExpression: '#stream = :stream AND #version <= :version',
      ExpressionAttributeNames: { '#stream': 'stream', '#version': 'version' },
      ExpressionAttributeValues: { ':stream': { S: stream }, ':version': { N: `${version}` } },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    }),
  );
  const [item] = Items ?? [];
  return item === undefined ? undefined : decodeCommit(item);
};

/** A commit that is surely at or before `instant` with all that precede it, and near it; undefined for the beginning. */
const nearBefore = async (
  stream: string,
  instant: string,
  newest: Commit,
): Promise<Commit | undefined> => {
  const surely = new Date(Date.parse(instant) - clockSkewMsMax).toISOString();
  let found: Commit | undefined;
  let [low, high] = [0, lastVersionOf(newest)];
  while (high - low > versionsToWalk) {
    const commit = await commitBefore(stream, (low + high) >> 1);
    if (commit !== undefined && commit.meta.at <= surely) {
      found = commit;
      // One long commit may end behind the middle.
      low = Math.max((low + high) >> 1, lastVersionOf(commit));
    } else high = commit === undefined ? low : commit.version - 1;
  }
  return found;
};

/**
 * The last commit of a stream before the first one that is later than `instant` (ISO 8601, milliseconds); undefined
 * when the stream begins later. Found by halving: a dozen reads for thousands of commits.
 */
export const commitAsOf = async (stream: string, instant: string): Promise<Commit | undefined> => {
  const newest = await newestCommit(stream, true);
  if (newest === undefined) return undefined;
  let found = await nearBefore(stream, instant, newest);
  const fromVersion = found === undefined ? 1 : lastVersionOf(found) + 1;
  for await (const commit of commitsOf(stream, { fromVersion, until: instant })) found = commit;
  return found;
};
