import { type AttributeValue, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { onBoth, refused, type Subject } from './harness.ts';

const tables = [{ name: 'things', partition: { name: 'id', type: 'S' } }] as const;
const TableName = 'things';
const Key = { id: { S: 'one' } };

const item: Record<string, AttributeValue> = {
  ...Key,
  n: { N: '10' },
  big: { N: '12345678901234567890.123' },
  s: { S: 'hello' },
  b: { B: new Uint8Array([1, 2, 200]) },
  t: { BOOL: true },
  nul: { NULL: true },
  ss: { SS: ['a', 'b'] },
  ns: { NS: ['1', '2'] },
  l: { L: [{ N: '1' }, { S: 'x' }, { M: { deep: { S: 'y' } } }] },
  m: { M: { a: { M: { b: { N: '7' } } }, 'dotted.name': { S: 'd' } } },
};

const values: Record<string, AttributeValue> = {
  ':9': { N: '9' },
  ':10': { N: '1e1' },
  ':100': { N: '100' },
  ':big': { N: '12345678901234567890.124' },
  ':one': { N: '1' },
  ':hello': { S: 'hello' },
  ':he': { S: 'he' },
  ':upper': { S: 'Z' },
  ':a': { S: 'a' },
  ':x': { S: 'x' },
  ':y': { S: 'y' },
  ':seven': { N: '7' },
  ':ba': { SS: ['b', 'a'] },
  ':bytes': { B: new Uint8Array([1, 2]) },
  ':byte': { B: new Uint8Array([1, 3]) },
  ':true': { BOOL: true },
  ':typeN': { S: 'N' },
  ':typeM': { S: 'M' },
  ':five': { N: '5' },
};
const names: Record<string, string> = { '#d': 'dotted.name', '#n': 'n', '#nope': 'nope' };

/** An expression's own placeholders, since unused ones are refused. */
const placeholders = (text: string) => {
  const pick = <T>(all: Record<string, T>) =>
    Object.fromEntries(
      Object.entries(all).filter(([name]) => new RegExp(`${name}(?!\\w)`).test(text)),
    );
  const usedValues = pick(values);
  const usedNames = pick(names);
  return {
    ...(Object.keys(usedValues).length > 0 && { ExpressionAttributeValues: usedValues }),
    ...(Object.keys(usedNames).length > 0 && { ExpressionAttributeNames: usedNames }),
  };
};

const truths: readonly (readonly [string, boolean])[] = [
  ['n = :10', true],
  ['n = :9', false],
  ['n <> :9', true],
  ['n > :9 AND n < :100', true],
  ['n >= :10 AND n <= :10', true],
  ['big < :big', true],
  ['s > :upper', true],
  ['s = :9', false],
  ['s <> :9', true],
  ['s < :9', false],
  ['nope = :9', false],
  ['nope <> :9', true],
  ['nope < :9', false],
  ['NOT nope = :9', true],
  ['b > :bytes', true],
  ['b < :byte', true],
  ['begins_with(b, :bytes)', true],
  ['begins_with(s, :he)', true],
  ['begins_with(n, :he)', false],
  ['contains(s, :he)', true],
  ['contains(ss, :a)', true],
  ['contains(ns, :one)', true],
  ['contains(l, :x)', true],
  ['contains(l, :y)', false],
  ['contains(n, :one)', false],
  ['ss = :ba', true],
  ['t = :true', true],
  ['l[1] = :x', true],
  ['l[9] = :x', false],
  ['l[2].deep = :y', true],
  ['m.a.b = :seven', true],
  ['m.#d = :hello', false],
  ['attribute_exists(m.#d)', true],
  ['attribute_not_exists(m.a.zz)', true],
  ['attribute_exists(#nope)', false],
  ['attribute_exists(nul)', true],
  ['attribute_type(n, :typeN)', true],
  ['attribute_type(m, :typeM) AND attribute_type(m.a, :typeM)', true],
  ['attribute_type(nope, :typeN)', false],
  ['size(s) = :five', true],
  ['size(b) < :five', true],
  ['size(l) > :one', true],
  ['size(n) > :one', false],
  ['n BETWEEN :9 AND :100', true],
  ['n BETWEEN :one AND :9', false],
  ['s BETWEEN :a AND :x', true],
  ['n IN (:9, :10)', true],
  ['nope IN (:9, :10)', false],
  ['#n = :10 OR s = :a AND s = :x', true],
  ['(#n = :10 OR s = :a) AND s = :x', false],
  ['NOT (n = :10)', false],
  ['NOT contains(s, :x)', true],
];

const evaluating = ({ client }: Subject): void => {
  const check = async (ConditionExpression: string): Promise<boolean> => {
    await client().send(new PutItemCommand({ TableName, Item: item }));
    const call = client().send(
      new UpdateItemCommand({
        TableName,
        Key,
        ConditionExpression,
        ...placeholders(ConditionExpression),
      }),
    );
    return call.then(
      () => true,
      (error: Error) => {
        if (error.name === 'ConditionalCheckFailedException') return false;
        throw error;
      },
    );
  };
  test.each(truths)('%s is %s', async (expression, holds) => {
    expect(await check(expression)).toBe(holds);
  });
};

const mistakes: readonly (readonly [string, string])[] = [
  ['', 'The expression can not be empty;'],
  ['status = :9', 'Attribute name is a reserved keyword; reserved keyword: status'],
  ['NAME = :9', 'Attribute name is a reserved keyword; reserved keyword: NAME'],
  ['((n = :9))', 'The expression has redundant parentheses;'],
  ['grows(n)', 'Invalid function name; function: grows'],
  [
    'n BETWEEN :100 AND :9',
    'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:100}, upper bound operand: AttributeValue: {N:9}',
  ],
  [
    'begins_with(s, :9)',
    'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
  ],
];

const mistakesFoundHereOnly: readonly (readonly [string, string])[] = [
  ['n == :9', 'Syntax error; token: "=", near: "== :9"'],
  ['n = :9 OR', 'Syntax error; token: "<EOF>"'],
  ['n = :9)', 'Syntax error; token: ")", near: ":9)"'],
  ['size(s)', 'The function is not allowed to be used this way in an expression; function: size'],
  [
    'attribute_exists(:a)',
    'Operator or function requires a document path; operator or function: attribute_exists',
  ],
  [
    'attribute_type(n, :hello)',
    'Invalid attribute type name found; type: hello, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
  ],
  [
    'n < :true',
    'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
  ],
  [
    'n = n',
    'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [n]',
  ],
  [
    'contains(s)',
    'Incorrect number of operands for operator or function; operator or function: contains, number of operands: 1',
  ],
];

const refusing = ({ client, deviates }: Subject): void => {
  const put = (more: object) =>
    refused(client().send(new PutItemCommand({ TableName, Item: item, ...more })));
  const attempt = (ConditionExpression: string) =>
    put({ ConditionExpression, ...placeholders(ConditionExpression) });

  test.each(mistakes)('refuses "%s"', async (expression, problem) => {
    const { name, message } = await attempt(expression);
    expect(name).toBe('ValidationException');
    expect(message).toBe(`Invalid ConditionExpression: ${problem}`);
  });
  for (const [expression, problem] of mistakesFoundHereOnly) {
    deviates(`refuses "${expression}" in AWS's words`, async () => {
      const { message } = await attempt(expression);
      expect(message).toContain(`Invalid ConditionExpression: ${problem}`);
    });
  }

  test('refuses names and values that are missing or unused', async () => {
    const messages = [
      await put({
        ConditionExpression: 'n = :zz',
        ExpressionAttributeValues: { ':zz': { N: 'x' } },
      }),
      await put({ ConditionExpression: 'n = :zz' }),
      await put({ ConditionExpression: 'attribute_exists(#zz)' }),
      await put({
        ConditionExpression: 'attribute_exists(n)',
        ExpressionAttributeNames: { '#a': 'a' },
      }),
      await put({
        ConditionExpression: 'n = :10',
        ExpressionAttributeValues: { ':10': { N: '10' }, ':zz': { N: '1' } },
      }),
      await put({ ExpressionAttributeNames: { '#a': 'a' } }),
      await put({ ExpressionAttributeValues: { ':a': { N: '1' } } }),
    ].map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringContaining('The parameter cannot be converted to a numeric value: x'),
      expect.stringContaining(
        'An expression attribute value used in expression is not defined; attribute value: :zz',
      ),
      expect.stringContaining(
        'An expression attribute name used in the document path is not defined; attribute name: #zz',
      ),
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}',
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:zz}',
      'ExpressionAttributeNames can only be specified when using expressions',
      'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
    ]);
  });

  test('refuses an expression of more than 4 KB', async () => {
    const text = Array.from({ length: 300 }, () => 'attribute_exists(n)').join(' AND ');
    expect((await put({ ConditionExpression: text })).message).toContain(
      'Expression size has exceeded the maximum allowed size',
    );
  });
};

onBoth('conditions', tables, (subject) => {
  evaluating(subject);
  refusing(subject);
});
