import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** One client an instance: connections and credentials are reused over invocations. */
export const dynamo = new DynamoDBClient({ maxAttempts: 4 });
