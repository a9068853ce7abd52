import { QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { required } from './env.ts';
import { dynamo } from './store/client.ts';

/** Whether somebody looks at a customer's account right now: half a read unit, where an event nobody hears costs eight times that. */
export const isWatched = async (userId: string): Promise<boolean> => {
  const { Count = 0 } = await dynamo.send(
    new QueryCommand({
      TableName: required('connectionsTable'),
      KeyConditionExpression: 'userId = :user',
      ExpressionAttributeValues: { ':user': { S: userId } },
      Limit: 1,
      Select: 'COUNT',
    }),
  );
  return Count > 0;
};

const connectionsPerPage = 1_000;

/** Every customer with an open connection, in pages, each at least once. */
export async function* watchedUsers(): AsyncGenerator<readonly string[]> {
  let start: Readonly<Record<string, { readonly S: string }>> | undefined;
  do {
    const page = await dynamo.send(
      new ScanCommand({
        TableName: required('connectionsTable'),
        ProjectionExpression: 'userId',
        Limit: connectionsPerPage,
        ExclusiveStartKey: start,
      }),
    );
    yield [...new Set((page.Items ?? []).map((item) => item['userId']?.S ?? ''))];
    start = page.LastEvaluatedKey as typeof start;
  } while (start !== undefined);
}
