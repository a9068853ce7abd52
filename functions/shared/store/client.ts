import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** One client an instance: connections and credentials are reused over invocations, and what a command goes through is put together once. */
export const dynamo = new DynamoDBClient({ maxAttempts: 4, cacheMiddleware: true });
