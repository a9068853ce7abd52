import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { mapPersonalData, personalPathsOfEvent } from '../../../domain/shared/personal-data.ts';
import { upcast } from '../../../domain/shared/upcast.ts';
import { required } from '../env.ts';
import { withEvent } from '../seal/sealed-text.ts';
import { dynamo } from './client.ts';
import { type CommitItem, chainHash, decodeCommit, genesis } from './codec.ts';
import type { AnyEvent, Commit, Folding } from './types.ts';

const commitsPerPage = 100;

/** The events of a commit in today's schema. */
export const currentEvents = (commit: Commit): AnyEvent[] =>
  commit.events.map(({ type, version, data }) => ({ type, data: upcast(type, version, data) }));

/** Every stored item of a stream from a version on, oldest first, in pages. */
export async function* itemsOf(stream: string, fromVersion = 1): AsyncGenerator<CommitItem> {
  let start: CommitItem | undefined;
  do {
    const page = await dynamo.send(
      new QueryCommand({
        TableName: required('eventsTable'),
        KeyConditionExpression: '#stream = :stream AND #version >= :from',
        ExpressionAttributeNames: { '#stream': 'stream', '#version': 'version' },
        ExpressionAttributeValues: { ':stream': { S: stream }, ':from': { N: `${fromVersion}` } },
        Limit: commitsPerPage,
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    yield* page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

/** Every commit of a stream, oldest first; `until` (ISO 8601) ends it after the last commit at or before it. */
export async function* commitsOf(
  stream: string,
  options: { readonly fromVersion?: number; readonly until?: string } = {},
): AsyncGenerator<Commit> {
  for await (const item of itemsOf(stream, options.fromVersion)) {
    const commit = decodeCommit(item);
    if (options.until !== undefined && commit.meta.at > options.until) return;
    yield commit;
  }
}

/**
 * The commits of a stream, newest first, in pages: for what lies at its end. Whoever reads says when it is enough, by
 * leaving the loop.
 */
export async function* commitsBackOf(stream: string): AsyncGenerator<Commit> {
  let start: CommitItem | undefined;
  do {
    const page = await dynamo.send(
      new QueryCommand({
        TableName: required('eventsTable'),
        KeyConditionExpression: '#stream = :stream',
        ExpressionAttributeNames: { '#stream': 'stream' },
        ExpressionAttributeValues: { ':stream': { S: stream } },
        ScanIndexForward: false,
        Limit: commitsPerPage,
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    for (const item of page.Items ?? []) yield decodeCommit(item);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

/** The commit whose first event has `version`; undefined when no commit starts there. */
export const commitAt = async (stream: string, version: number): Promise<Commit | undefined> => {
  const { Item } = await dynamo.send(
    new GetItemCommand({
      TableName: required('eventsTable'),
      Key: { stream: { S: stream }, version: { N: `${version}` } },
      ConsistentRead: true,
    }),
  );
  return Item === undefined ? undefined : decodeCommit(Item);
};

/** The same, to fold a state from: what is sealed in an event says by which one, or no state could be opened. */
export const foldedEvents = (commit: Commit): AnyEvent[] =>
  currentEvents(commit).map(({ type, data }, index) => ({
    type,
    data: mapPersonalData(data, personalPathsOfEvent(type), (value) =>
      withEvent(value, commit.events[index]?.eventId ?? ''),
    ),
  }));

/** The state that today's code folds from the events up to and including `commit`. */
export const rebuilt = async <S, E extends AnyEvent>(
  folding: Folding<S, E>,
  commit: Commit,
): Promise<S> => {
  let state = folding.initialState;
  for await (const earlier of commitsOf(commit.stream)) {
    if (earlier.version > commit.version) break;
    state = (foldedEvents(earlier) as E[]).reduce(folding.evolve, state);
  }
  return state;
};

/** The state of a stream as it was at `instant` (ISO 8601), and the version it had. Version 0: it did not exist. */
export const stateAsOf = async <S, E extends AnyEvent>(
  folding: Folding<S, E>,
  stream: string,
  instant: string,
): Promise<{ readonly state: S; readonly version: number }> => {
  let state = folding.initialState;
  let version = 0;
  for await (const commit of commitsOf(stream, { until: instant })) {
    state = (foldedEvents(commit) as E[]).reduce(folding.evolve, state);
    version = commit.version + commit.events.length - 1;
  }
  return { state, version };
};

/** What an audit of one stream found. */
export type ChainVerdict =
  | { readonly intact: true; readonly version: number }
  | { readonly intact: false; readonly version: number; readonly reason: 'gap' | 'hash' };

/** Verifies a stream: versions contiguous from 1 and every hash over its predecessor's. */
export const verifyChain = async (
  items: AsyncIterable<CommitItem> | Iterable<CommitItem>,
): Promise<ChainVerdict> => {
  let expected = 1;
  let previous = genesis;
  for await (const item of items) {
    const commit = decodeCommit(item);
    if (commit.version !== expected) return { intact: false, version: expected, reason: 'gap' };
    const body = item['body']?.B ?? new Uint8Array();
    const hash = chainHash(previous, commit.stream, commit.version, commit.commandId, body);
    if (!Buffer.from(hash).equals(commit.hash))
      return { intact: false, version: commit.version, reason: 'hash' };
    previous = hash;
    expected += commit.events.length;
  }
  return { intact: true, version: expected - 1 };
};
