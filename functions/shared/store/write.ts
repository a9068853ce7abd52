import {
  type CancellationReason,
  ConditionalCheckFailedException,
  PutItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { dynamo } from './client.ts';
import type { CommitItem } from './codec.ts';
import { commitPut, commitWrite } from './events-table.ts';

/** What became of a write: done, or why each item kept it from being done (in the order of the items). */
export type Written =
  | { readonly done: true }
  | { readonly done: false; readonly reasons: readonly CancellationReason[] };

const retryable = new Set([
  'None',
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

const putOne = async (item: CommitItem): Promise<Written> => {
  try {
    await dynamo.send(new PutItemCommand(commitPut(item)));
    return { done: true };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return {
      done: false,
      reasons: [
        {
          Code: 'ConditionalCheckFailed',
          ...(error.Item === undefined ? {} : { Item: error.Item }),
        },
      ],
    };
  }
};

/**
 * Writes commits and guards, all or nothing: one commit alone is a plain conditional put (one write unit a kilobyte),
 * anything more a transaction (two). Throws on what no retry can mend.
 */
export const writeAll = async (
  commits: readonly CommitItem[],
  guards: readonly TransactWriteItem[],
): Promise<Written> => {
  const [only] = commits;
  if (only !== undefined && commits.length === 1 && guards.length === 0) return putOne(only);
  try {
    await dynamo.send(
      new TransactWriteItemsCommand({ TransactItems: [...commits.map(commitWrite), ...guards] }),
    );
    return { done: true };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    if (reasons.length === 0 || reasons.some(({ Code }) => !retryable.has(Code ?? 'None')))
      throw error;
    return { done: false, reasons };
  }
};
