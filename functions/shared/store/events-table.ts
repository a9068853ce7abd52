import { QueryCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { required } from '../env.ts';
import { dynamo } from './client.ts';
import { type CommitItem, decodeCommit, genesis } from './codec.ts';
import { rebuilt } from './history.ts';
import type { AnyEvent, Commit, Folding, Head } from './types.ts';

/** The put of a commit: the condition on the key is the whole concurrency guard. */
export const commitPut = (item: CommitItem) => ({
  TableName: required('eventsTable'),
  Item: item,
  ConditionExpression: 'attribute_not_exists(#stream)',
  ExpressionAttributeNames: { '#stream': 'stream' },
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
});

export const commitWrite = (item: CommitItem): TransactWriteItem => ({ Put: commitPut(item) });

/** The newest commit of a stream: one query, newest first, one item, whatever the stream's length. */
export const newestCommit = async (
  stream: string,
  consistent: boolean,
): Promise<Commit | undefined> => {
  const { Items } = await dynamo.send(
    new QueryCommand({
      TableName: required('eventsTable'),
      KeyConditionExpression: '#stream = :stream',
      ExpressionAttributeNames: { '#stream': 'stream' },
      ExpressionAttributeValues: { ':stream': { S: stream } },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: consistent,
    }),
  );
  const item = Items?.[0];
  return item === undefined ? undefined : decodeCommit(item);
};

/** The head that a commit leaves behind; a state of older code is rebuilt from the stream's events. */
export const headOf = async <S, E extends AnyEvent>(
  folding: Folding<S, E>,
  commit: Commit,
): Promise<Head<S>> => ({
  state:
    commit.stateVersion === folding.stateVersion
      ? (commit.state as S)
      : await rebuilt(folding, commit),
  version: commit.version + commit.events.length - 1,
  hash: commit.hash,
  recent: commit.recent,
  ...(commit.meta.overflowUntil === undefined ? {} : { overflowUntil: commit.meta.overflowUntil }),
});

export const emptyHead = <S, E extends AnyEvent>(folding: Folding<S, E>): Head<S> => ({
  state: folding.initialState,
  version: 0,
  hash: genesis,
  recent: [],
});

/** State and head of a stream in one read. Eventually consistent unless told otherwise: the write fences an accept. */
export const loadHead = async <S, E extends AnyEvent>(
  folding: Folding<S, E>,
  stream: string,
  consistent = false,
): Promise<Head<S>> => {
  const commit = await newestCommit(stream, consistent);
  return commit === undefined ? emptyHead(folding) : headOf(folding, commit);
};
