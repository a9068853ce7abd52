import {
  type AttributeValue,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { onBoth, refused, type Subject } from './harness.ts';

const tables = [{ name: 'things', partition: { name: 'id', type: 'S' } }] as const;
const TableName = 'things';
const Key = { id: { S: 'one' } };

const before: Record<string, AttributeValue> = {
  n: { N: '1.5' },
  s: { S: 'text' },
  l: { L: [{ N: '0' }, { N: '1' }, { N: '2' }, { N: '3' }] },
  m: { M: { x: { N: '1' } } },
  marks: { NS: ['1', '2'] },
};

const values: Record<string, AttributeValue> = {
  ':one': { N: '1' },
  ':third': { N: '0.3333333333333333333333333333' },
  ':huge': { N: '9.9e125' },
  ':s': { S: 'new' },
  ':list': { L: [{ N: '9' }] },
  ':set': { NS: ['2', '3'] },
  ':long': { NS: ['2.0', '3'] },
  ':both': { NS: ['1', '2'] },
  ':words': { SS: ['a'] },
};

const used = (text: string) =>
  Object.fromEntries(
    Object.entries(values).filter(([name]) => new RegExp(`${name}(?!\\w)`).test(text)),
  );

const list = (...numbers: number[]) => ({ L: numbers.map((n) => ({ N: String(n) })) });

/** Expression, and what it changes; undefined for an attribute that goes. */
const changes: readonly (readonly [string, Record<string, AttributeValue | undefined>])[] = [
  ['SET n = :one, s = :s', { n: { N: '1' }, s: { S: 'new' } }],
  ['SET n = n + :one', { n: { N: '2.5' } }],
  ['SET n = :one - n', { n: { N: '-0.5' } }],
  ['SET n = n + :third', { n: { N: '1.8333333333333333333333333333' } }],
  ['SET s = n, n = :one', { s: { N: '1.5' }, n: { N: '1' } }],
  ['SET n = s, s = n', { n: { S: 'text' }, s: { N: '1.5' } }],
  ['SET z = if_not_exists(z, :one)', { z: { N: '1' } }],
  ['SET z = if_not_exists(n, :one)', { z: { N: '1.5' } }],
  ['SET z = if_not_exists(z, :one) + :one', { z: { N: '2' } }],
  ['SET l = list_append(l, :list)', { l: list(0, 1, 2, 3, 9) }],
  ['SET l = list_append(:list, l)', { l: list(9, 0, 1, 2, 3) }],
  ['SET z = list_append(if_not_exists(z, :list), :list)', { z: list(9, 9) }],
  ['SET l[1] = :one, l[0] = :one', { l: list(1, 1, 2, 3) }],
  ['SET l[4] = :one', { l: list(0, 1, 2, 3, 1) }],
  ['SET m.y = :one', { m: { M: { x: { N: '1' }, y: { N: '1' } } } }],
  ['SET m.x = m.x + :one', { m: { M: { x: { N: '2' } } } }],
  ['REMOVE s, m.x', { s: undefined, m: { M: {} } }],

  ['REMOVE l[9], m.zz, z', {}],
  ['ADD n :one', { n: { N: '2.5' } }],
  ['ADD z :one', { z: { N: '1' } }],
  ['ADD marks :set', { marks: { NS: ['1', '2', '3'] } }],
  ['ADD z :words', { z: { SS: ['a'] } }],
  ['DELETE marks :set', { marks: { NS: ['1'] } }],
  ['DELETE marks :both', { marks: undefined }],
  ['DELETE z :set', {}],
  [
    'SET s = :s REMOVE n ADD z :one DELETE marks :set',
    { s: { S: 'new' }, n: undefined, z: { N: '1' }, marks: { NS: ['1'] } },
  ],
  ['set s = :s remove n', { s: { S: 'new' }, n: undefined }],
];

const changesOfOursAlone: typeof changes = [
  ['ADD marks :long', { marks: { NS: ['1', '2', '3'] } }],
  ['DELETE marks :long', { marks: { NS: ['1'] } }],
  ['REMOVE l[0], l[2]', { l: list(1, 3) }],
  ['SET l[10] = :one, l[7] = :s', { l: { L: [...list(0, 1, 2, 3).L, { S: 'new' }, { N: '1' }] } }],
];

const sorted = (item: Record<string, AttributeValue> | undefined) => {
  const set = item?.['marks'];
  return set?.NS ? { ...item, marks: { NS: [...set.NS].sort() } } : item;
};

const changing = ({ client, deviates }: Subject): void => {
  const run = async (
    expression: string,
    changed: Record<string, AttributeValue | undefined>,
  ): Promise<void> => {
    await client().send(new PutItemCommand({ TableName, Item: { ...Key, ...before } }));
    const ExpressionAttributeValues = used(expression);
    const answer = await client().send(
      new UpdateItemCommand({
        TableName,
        Key,
        UpdateExpression: expression,
        ReturnValues: 'ALL_NEW',
        ...(Object.keys(ExpressionAttributeValues).length > 0 && { ExpressionAttributeValues }),
      }),
    );
    const stored = await client().send(new GetItemCommand({ TableName, Key }));
    const expected = Object.fromEntries(
      Object.entries({ ...Key, ...before, ...changed }).filter(([, value]) => value !== undefined),
    );
    expect(sorted(answer.Attributes)).toEqual(expected);
    expect(sorted(stored.Item)).toEqual(expected);
  };
  test.each(changes)('%s', run);
  for (const [expression, changed] of changesOfOursAlone) {
    deviates(
      `${expression} (numbers are compared as numbers; positions mean the list as it was, without holes)`,
      () => run(expression, changed),
    );
  }
};

const invalidPath = 'The document path provided in the update expression is invalid for update';
const absent = 'The provided expression refers to an attribute that does not exist in the item';
const wrongType = 'An operand in the update expression has an incorrect data type';

const refusals: readonly (readonly [string, string])[] = [
  ['SET zz.x = :one', invalidPath],
  ['SET n.x = :one', invalidPath],
  ['SET n[0] = :one', invalidPath],
  ['SET z = zz', absent],
  ['SET z = zz + :one', absent],
  ['ADD s :one', wrongType],
  ['ADD marks :words', wrongType],
  ['DELETE marks :words', wrongType],
  [
    'SET n = :one SET s = :s',
    'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
  ],
  [
    'SET status = :one',
    'Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: status',
  ],
  [
    'SET n = :one, n = :s',
    'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [n], path two: [n]',
  ],
  [
    'SET m.x = :one, m = :s',
    'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m, x], path two: [m]',
  ],
  ['SET z = n + :huge', 'Attempting to store more than 38 significant digits in a Number'],
  ['SET n = double(:one)', 'Invalid UpdateExpression: Invalid function name; function: double'],
  [
    'ADD n :s',
    'Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING',
  ],
  ['', 'Invalid UpdateExpression: The expression can not be empty;'],
];

const refusalsOfOursAlone: typeof refusals = [
  ['REMOVE zz.x', invalidPath],
  ['SET z = s + :one', wrongType],
  ['SET z = list_append(n, :list)', wrongType],
  ['SET n', 'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "n"'],
];

const refusing = ({ client, deviates }: Subject): void => {
  const run = async (expression: string, message: string): Promise<void> => {
    await client().send(new PutItemCommand({ TableName, Item: { ...Key, ...before } }));
    const ExpressionAttributeValues = used(expression);
    const refusal = await refused(
      client().send(
        new UpdateItemCommand({
          TableName,
          Key,
          UpdateExpression: expression,
          ...(Object.keys(ExpressionAttributeValues).length > 0 && { ExpressionAttributeValues }),
        }),
      ),
    );
    expect(refusal).toMatchObject({ name: 'ValidationException', message });
    const stored = await client().send(new GetItemCommand({ TableName, Key }));
    expect(sorted(stored.Item)).toEqual({ ...Key, ...before });
  };
  test.each(refusals)('refuses "%s"', run);
  for (const [expression, message] of refusalsOfOursAlone) {
    deviates(`refuses "${expression}"`, () => run(expression, message));
  }
};

onBoth('updates', tables, (subject) => {
  changing(subject);
  refusing(subject);
});
