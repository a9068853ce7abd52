import { AwsError } from '../kernel/service.ts';
import type { Item } from './attribute-value.ts';

/** A request that AWS refuses before or while it works on it. */
export const validation = (message: string): AwsError =>
  new AwsError('ValidationException', message);

/** A parameter of an otherwise well-formed request that does not fit the table. */
export const invalidParameter = (reason: string): AwsError =>
  validation(`One or more parameter values were invalid: ${reason}`);

export const tableNotFound = (): AwsError =>
  new AwsError('ResourceNotFoundException', 'Requested resource not found');

/** `item` is what the condition was checked against, when the caller asked for it with ALL_OLD. */
export const conditionFailed = (item: Item | undefined): AwsError =>
  new AwsError('ConditionalCheckFailedException', 'The conditional request failed', {
    fields: item === undefined ? {} : { Item: item },
  });

/** Why one item of a transaction did not go through; `None` for those that would have. */
export interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

/** One reason per item, in the order of the request. */
export const transactionCancelled = (reasons: readonly CancellationReason[]): AwsError => {
  const codes = reasons.map((reason) => reason.Code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { fields: { CancellationReasons: reasons } },
  );
};
