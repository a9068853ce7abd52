import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  QueryCommand,
  ScanCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { staffGroups } from '../../domain/shared/names.ts';
import { msPerSecond } from '../../domain/shared/time.ts';
import { required } from './env.ts';
import { toItem, toRow } from './rows.ts';
import { dynamo } from './store/client.ts';

/** An open WebSocket, and whose it is. */
export interface Connection {
  readonly connectionId: string;
  /** A person's id, or `staff`. */
  readonly audience: string;
  /** Epoch milliseconds. */
  readonly connectedAt: number;
}

/** A person who connects. */
export interface Connecting {
  readonly connectionId: string;
  readonly userId: string;
  readonly groups: readonly string[];
}

/** API Gateway ends every connection after two hours; what is then still listed is stale. */
const lifetimeSeconds = 2 * 3_600;
const graceSeconds = 300;

/** Those who work here, whatever their group: what they are all told says nothing of anybody. */
export const staffAudience = 'staff';

const audiencesOf = ({ userId, groups }: Connecting): readonly string[] =>
  staffGroups.some((group) => groups.includes(group)) ? [userId, staffAudience] : [userId];

const write = async (requests: WriteRequest[]): Promise<void> => {
  const table = required('connectionsTable');
  const { UnprocessedItems } = await dynamo.send(
    new BatchWriteItemCommand({ RequestItems: { [table]: requests } }),
  );
  if (Object.keys(UnprocessedItems ?? {}).length > 0)
    throw new Error('the table of connections has no room');
};

/** Lists a connection under its person, and among those who work here. */
export const listConnection = (connecting: Connecting, connectedAt: number): Promise<void> => {
  const { connectionId } = connecting;
  const expiresAt = Math.ceil(connectedAt / msPerSecond) + lifetimeSeconds + graceSeconds;
  return write(
    audiencesOf(connecting).map((audience) => ({
      PutRequest: { Item: toItem({ audience, connectionId, connectedAt, expiresAt }) },
    })),
  );
};

/** Takes a connection off every list. */
export const unlistConnection = (connecting: Connecting): Promise<void> =>
  write(
    audiencesOf(connecting).map((audience) => ({
      DeleteRequest: { Key: toItem({ audience, connectionId: connecting.connectionId }) },
    })),
  );

/** Takes a connection that is gone off the list that it was found on. */
export const forgetConnection = async ({ audience, connectionId }: Connection): Promise<void> => {
  await dynamo.send(
    new DeleteItemCommand({
      TableName: required('connectionsTable'),
      Key: toItem({ audience, connectionId }),
    }),
  );
};

const ofAudience = (audience: string) => ({
  TableName: required('connectionsTable'),
  KeyConditionExpression: 'audience = :audience',
  ExpressionAttributeValues: { ':audience': { S: audience } },
});

/** Whether somebody looks at a customer's account right now: half a read unit, where an event nobody hears costs eight times that. */
export const isWatched = async (userId: string): Promise<boolean> => {
  const { Count = 0 } = await dynamo.send(
    new QueryCommand({ ...ofAudience(userId), Limit: 1, Select: 'COUNT' }),
  );
  return Count > 0;
};

const connectionsPerPage = 1_000;

type Key = Readonly<Record<string, { readonly S: string }>>;

/** The open connections of an audience, in pages. */
export async function* connectionsOf(audience: string): AsyncGenerator<readonly Connection[]> {
  let start: Key | undefined;
  do {
    const page = await dynamo.send(
      new QueryCommand({
        ...ofAudience(audience),
        Limit: connectionsPerPage,
        ExclusiveStartKey: start,
      }),
    );
    yield (page.Items ?? []).map((item) => toRow<Connection>(item));
    start = page.LastEvaluatedKey as Key | undefined;
  } while (start !== undefined);
}

/** Every open connection once, in pages, of one of several equal parts of the table. */
export async function* everyConnection(part = 0, parts = 1): AsyncGenerator<readonly Connection[]> {
  let start: Key | undefined;
  do {
    const page = await dynamo.send(
      new ScanCommand({
        TableName: required('connectionsTable'),
        Limit: connectionsPerPage,
        ExclusiveStartKey: start,
        ...(parts > 1 ? { Segment: part, TotalSegments: parts } : {}),
      }),
    );
    yield (page.Items ?? [])
      .map((item) => toRow<Connection>(item))
      .filter(({ audience }) => audience !== staffAudience);
    start = page.LastEvaluatedKey as Key | undefined;
  } while (start !== undefined);
}

/** Every person with an open connection, in pages, each at least once. */
export async function* watchedUsers(): AsyncGenerator<readonly string[]> {
  for await (const page of everyConnection())
    yield [...new Set(page.map(({ audience }) => audience))];
}
