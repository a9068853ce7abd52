import type { AttributeValue } from './attribute-value.ts';
import type { KeyAttribute } from './definition.ts';
import type { Engine } from './engine.ts';
import { invalidParameter, validation } from './errors.ts';
import { bindExpressions } from './expressions/bind.ts';
import type { Values } from './expressions/condition.ts';
import type { KeyTest } from './expressions/key-condition.ts';
import { after, type KeyRange, partBytes, partitionBytes, prefixBytes } from './key-codec.ts';
import { answerPage, type PageInput, sourceOf } from './read-page.ts';
import { refuseLegacy } from './request.ts';

export interface QueryInput extends PageInput {
  readonly ScanIndexForward?: boolean;
}

interface Keys {
  readonly partition: KeyAttribute;
  readonly sort?: KeyAttribute;
}

const valuesOf = (test: KeyTest, key: KeyAttribute, values: Values): readonly AttributeValue[] =>
  test.refs.map((ref) => {
    const value = values[ref] as AttributeValue;
    if (value[key.type] === undefined) {
      throw invalidParameter('Condition parameter type does not match schema type');
    }
    if (value.S === '' || value.B === '') {
      throw validation(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${value.S === '' ? 'string' : 'binary'} value. Key: ${key.name}`,
      );
    }
    return value;
  });

const sortRange = (
  partition: Buffer,
  test: KeyTest,
  [first, second]: readonly AttributeValue[],
): KeyRange => {
  const at = (value: AttributeValue | undefined) =>
    Buffer.concat([partition, partBytes(value as AttributeValue)]);
  const whole = { from: partition, to: after(partition) };
  switch (test.operator) {
    case '=':
      return { from: at(first), to: after(at(first)) };
    case '<':
      return { from: whole.from, to: at(first) };
    case '<=':
      return { from: whole.from, to: after(at(first)) };
    case '>':
      return { from: after(at(first)), to: whole.to };
    case '>=':
      return { from: at(first), to: whole.to };
    case 'between':
      return { from: at(first), to: after(at(second)) };
    default: {
      const prefix = Buffer.concat([partition, prefixBytes(first as AttributeValue)]);
      return { from: prefix, to: after(prefix) };
    }
  }
};

const keyRange = (
  { partition, sort }: Keys,
  tests: readonly KeyTest[],
  values: Values,
): KeyRange => {
  const hash = tests.find(({ attribute }) => attribute === partition.name);
  if (hash === undefined) {
    throw validation(`Query condition missed key schema element: ${partition.name}`);
  }
  if (hash.operator !== '=') throw validation('Query key condition not supported');
  const [value] = valuesOf(hash, partition, values);
  const from = partitionBytes(value as AttributeValue);
  const range = tests.find((test) => test !== hash);
  if (range === undefined) return { from, to: after(from) };
  if (tests.length > 2 || sort === undefined || range.attribute !== sort.name) {
    throw validation(
      tests.length > 2 || sort === undefined
        ? 'Query key condition not supported'
        : `Query condition missed key schema element: ${sort.name}`,
    );
  }
  if (range.operator === 'begins_with' && sort.type === 'N') {
    throw validation(
      'Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    );
  }
  return sortRange(from, range, valuesOf(range, sort, values));
};

/** Items of one partition in key order. Throws ValidationException or ResourceNotFoundException. */
export const query = (engine: Engine, input: QueryInput) => {
  refuseLegacy(input);
  if (input.KeyConditionExpression === undefined) {
    throw validation(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const expressions = bindExpressions(input, [
    'ProjectionExpression',
    'FilterExpression',
    'KeyConditionExpression',
  ]);
  const source = sourceOf(engine, input);
  const keys = source.index ?? source.table;
  for (const name of [keys.partition.name, keys.sort?.name]) {
    if (name !== undefined && expressions.filter?.heads.includes(name)) {
      throw validation(
        `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${name}`,
      );
    }
  }
  const range = keyRange(keys, expressions.keyTests ?? [], expressions.values);
  const forward = input.ScanIndexForward !== false;
  return answerPage(engine, input, { source, range, forward, expressions });
};
