import type { Call, Permission } from '../kernel/service.ts';
import type { BatchGetInput } from './batch.ts';
import type { PageInput } from './read-page.ts';
import type { TransactGetInput, TransactWrite, TransactWriteInput } from './transact.ts';

/** Makes the ARN of a table from what a request calls it. */
export type ArnOf = (nameOrArn: string) => string;

const actionOf: Readonly<Record<keyof TransactWrite, string>> = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

const transactWrite = (input: TransactWriteInput, arnOf: ArnOf): readonly Permission[] =>
  (input.TransactItems ?? []).flatMap((item) =>
    (Object.keys(actionOf) as (keyof TransactWrite)[])
      .filter((kind) => item[kind] !== undefined)
      .map((kind) => ({ action: actionOf[kind], resource: arnOf(item[kind]?.TableName ?? '') })),
  );

const transactGet = (input: TransactGetInput, arnOf: ArnOf): readonly Permission[] =>
  (input.TransactItems ?? []).map(({ Get }) => ({
    action: 'dynamodb:GetItem',
    resource: arnOf(Get?.TableName ?? ''),
  }));

const batch = (
  action: string,
  input: Pick<BatchGetInput, 'RequestItems'>,
  arnOf: ArnOf,
): readonly Permission[] =>
  Object.keys(input.RequestItems ?? {}).map((name) => ({ action, resource: arnOf(name) }));

const page = (action: string, input: PageInput, arnOf: ArnOf): Permission => {
  const table = arnOf(input.TableName ?? '');
  return {
    action,
    resource: input.IndexName === undefined ? table : `${table}/index/${input.IndexName}`,
  };
};

/**
 * The IAM actions that a call needs, and on what; a transaction needs those of each of its items.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon DynamoDB".
 */
export const permissionsOf = ({ operation, input }: Call, arnOf: ArnOf): readonly Permission[] => {
  const action = `dynamodb:${operation}`;
  switch (operation) {
    case 'TransactWriteItems':
      return transactWrite(input, arnOf);
    case 'TransactGetItems':
      return transactGet(input, arnOf);
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return batch(action, input, arnOf);
    case 'Query':
    case 'Scan':
      return [page(action, input, arnOf)];
    case 'ListTables':
      return [{ action, resource: '*' }];
    default:
      return [{ action, resource: arnOf(input.TableName ?? '') }];
  }
};
