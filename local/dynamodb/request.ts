import type { AttributeValue, Item } from './attribute-value.ts';
import type { CapacityWanted } from './capacity.ts';
import { checkedItem } from './checked-value.ts';
import { validation } from './errors.ts';
import type { ExpressionInput } from './expressions/bind.ts';

/** Members that many requests share, as they arrive. */
export interface CommonInput extends ExpressionInput {
  readonly TableName?: string;
  readonly ReturnConsumedCapacity?: CapacityWanted;
}

const legacyMembers = [
  'Expected',
  'ConditionalOperator',
  'AttributeUpdates',
  'AttributesToGet',
  'KeyConditions',
  'QueryFilter',
  'ScanFilter',
];

/** Refuses, by name, the parameters that expressions replaced in 2014: the local cloud does not know them. */
export const refuseLegacy = (input: object): void => {
  for (const member of legacyMembers) {
    if (member in input) {
      throw validation(`The local cloud does not support the legacy parameter ${member}`);
    }
  }
};

/** One of `allowed`, or the first of them when nothing was asked for. Throws ValidationException. */
export const oneOf = <T extends string>(
  member: string,
  value: unknown,
  allowed: readonly [T, ...T[]],
): T => {
  if (value === undefined || value === null) return allowed[0];
  if (allowed.includes(value as T)) return value as T;
  throw validation(
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: Member must satisfy enum value set: [${allowed.join(', ')}]`,
  );
};

export const capacityWanted = (input: CommonInput): CapacityWanted =>
  oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, ['NONE', 'TOTAL', 'INDEXES']);

/** A map of attribute values that must be there; checked, its numbers canonical. Throws ValidationException. */
export const requiredItem = (
  member: string,
  item: Readonly<Record<string, AttributeValue>> | undefined,
): Item => {
  if (item === undefined || item === null || typeof item !== 'object') {
    throw validation(
      `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return checkedItem(item);
};
