import type { AttributeType, AttributeValue, Item } from './attribute-value.ts';
import { canonicalNumber } from './decimal.ts';
import { invalidParameter, validation } from './errors.ts';

/** Source: Amazon DynamoDB Developer Guide, "Service quotas": attributes may nest 32 levels deep. */
const maxDepth = 32;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const number = (text: unknown): string => {
  if (typeof text !== 'string' || text === '') {
    throw validation('The parameter cannot be converted to a numeric value');
  }
  const result = canonicalNumber(text);
  if ('problem' in result) throw validation(result.problem);
  return result.text;
};

const string = (text: unknown): string => {
  if (typeof text !== 'string') throw validation('Expected a string in an AttributeValue');
  return text;
};

const binary = (text: unknown): string => {
  if (typeof text !== 'string' || !base64.test(text)) {
    throw validation('Binary values must be base64-encoded strings');
  }
  return text;
};

const set = (
  type: 'SS' | 'NS' | 'BS',
  members: readonly unknown[],
  member: (text: unknown) => string,
): readonly string[] => {
  const kind = type === 'SS' ? 'string' : 'number';
  if (members.length === 0) {
    throw invalidParameter(
      type === 'BS' ? 'Binary sets should not be empty' : `An ${kind} set  may not be empty`,
    );
  }
  const values = members.map(member);
  if (new Set(values).size !== values.length) {
    if (type === 'NS') throw validation('Input collection contains duplicates');
    const shown = `[${values.join(', ')}]`;
    throw invalidParameter(
      type === 'SS'
        ? `Input collection ${shown} contains duplicates.`
        : `Input collection ${shown}of type BS contains duplicates.`,
    );
  }
  return values;
};

/** Checks every value of `item` and returns it with its numbers in canonical form. Throws ValidationException. */
export const checkedItem = (item: Item, depth = 0): Item => {
  const result: Record<string, AttributeValue> = {};
  for (const name in item) result[name] = checkedValue(item[name], depth);
  return result;
};

const typeAsked = (value: AttributeValue | undefined): AttributeType => {
  if (value === null || typeof value !== 'object') {
    throw validation(
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    );
  }
  const types = Object.keys(value);
  if (types.length === 0) {
    throw validation(
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    );
  }
  if (types.length > 1) {
    throw validation(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  return types[0] as AttributeType;
};

/** Checks one value, as AWS does, and returns it with its numbers in canonical form. Throws ValidationException. */
export const checkedValue = (value: AttributeValue | undefined, depth = 0): AttributeValue => {
  const type = typeAsked(value);
  const { [type]: content } = value as AttributeValue;
  if (depth >= maxDepth) {
    throw validation('Nesting Levels have exceeded supported limits');
  }
  switch (type) {
    case 'S':
      string(content);
      return value as AttributeValue;
    case 'N':
      return { N: number(content) };
    case 'B':
      binary(content);
      return value as AttributeValue;
    case 'BOOL':
      return { BOOL: content === true };
    case 'NULL':
      if (content !== true) {
        throw invalidParameter('Null attribute value types must have the value of true');
      }
      return value as AttributeValue;
    case 'SS':
      return { SS: set('SS', content as readonly unknown[], string) };
    case 'NS':
      return { NS: set('NS', content as readonly unknown[], number) };
    case 'BS':
      return { BS: set('BS', content as readonly unknown[], binary) };
    case 'L':
      return {
        L: (content as readonly AttributeValue[]).map((member) => checkedValue(member, depth + 1)),
      };
    case 'M':
      return { M: checkedItem(content as Item, depth + 1) };
    default:
      throw validation(
        'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
      );
  }
};
