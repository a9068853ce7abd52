import {
  type AttributeValue,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { onBoth, refused, type Subject } from './harness.ts';

const tables = [
  {
    name: 'things',
    partition: { name: 'id', type: 'S' },
    sort: { name: 'version', type: 'N' },
    indexes: [
      {
        name: 'byColour',
        kind: 'global',
        partition: { name: 'colour', type: 'S' },
        projection: 'ALL',
      },
    ],
  },
] as const;
const TableName = 'things';
const keyOf = (id: string, version = '1') => ({ id: { S: id }, version: { N: version } });

const actions = ({ client }: Subject) => ({
  put: (Item: Record<string, AttributeValue>, more = {}) =>
    client().send(new PutItemCommand({ TableName, Item, ...more })),
  get: async (id: string, more = {}) =>
    (await client().send(new GetItemCommand({ TableName, Key: keyOf(id), ...more }))).Item,
  update: (id: string, UpdateExpression: string, more = {}) =>
    client().send(new UpdateItemCommand({ TableName, Key: keyOf(id), UpdateExpression, ...more })),
});

const one = { ExpressionAttributeValues: { ':one': { N: '1' } } };

const writing = (subject: Subject): void => {
  const { get, put } = actions(subject);
  test('every data type comes back as it was put, numbers in canonical form', async () => {
    const item = {
      ...keyOf('types', '01.0'),
      s: { S: 'żółw' },
      empty: { S: '' },
      b: { B: new Uint8Array([0, 255, 7]) },
      n: { N: '-0012.3400' },
      big: { N: `1${'0'.repeat(125)}` },
      small: { N: '1e-130' },
      t: { BOOL: false },
      nul: { NULL: true },
      ss: { SS: ['a', 'b'] },
      ns: { NS: ['1.0', '2'] },
      bs: { BS: [new Uint8Array([1])] },
      l: { L: [{ N: '1' }, { M: { x: { S: 'y' } } }] },
      m: { M: {} },
    };
    await put(item);
    const found = await get('types');
    expect(found).toEqual({
      ...item,
      version: { N: '1' },
      n: { N: '-12.34' },
      small: { N: `0.${'0'.repeat(129)}1` },
      ns: { NS: expect.arrayContaining(['1', '2']) },
      ss: { SS: expect.arrayContaining(['a', 'b']) },
    });
  });

  test('a put replaces the whole item and hands back the old one when asked', async () => {
    await put({ ...keyOf('replaced'), a: { S: '1' } });
    const again = await put({ ...keyOf('replaced'), b: { S: '2' } }, { ReturnValues: 'ALL_OLD' });
    expect(again.Attributes).toEqual({ ...keyOf('replaced'), a: { S: '1' } });
    expect(await get('replaced')).toEqual({ ...keyOf('replaced'), b: { S: '2' } });
    const first = await put(keyOf('new'), { ReturnValues: 'ALL_OLD' });
    expect(first.Attributes).toBeUndefined();
  });
};

const conditions = (subject: Subject): void => {
  const { client } = subject;
  const { get, put } = actions(subject);
  test('a failed condition changes nothing and hands back the item only when asked', async () => {
    await put({ ...keyOf('guarded'), a: { S: '1' } });
    const condition = { ConditionExpression: 'attribute_not_exists(id)' };
    expect(await refused(put(keyOf('guarded'), condition))).toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      item: undefined,
    });
    const asked = { ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
    const refusal = await refused(put(keyOf('guarded'), asked));
    expect(refusal.item).toEqual({ ...keyOf('guarded'), a: { S: '1' } });
    const missing = await refused(
      put(keyOf('nobody'), { ...asked, ConditionExpression: 'attribute_exists(id)' }),
    );
    expect(missing.item).toBeUndefined();
    expect(await get('guarded')).toEqual({ ...keyOf('guarded'), a: { S: '1' } });
    expect(await get('nobody')).toBeUndefined();
  });

  test('a delete hands back what it took, and deleting nothing succeeds', async () => {
    await put({ ...keyOf('gone'), a: { S: '1' } });
    const remove = (more = {}) =>
      client().send(new DeleteItemCommand({ TableName, Key: keyOf('gone'), ...more }));
    const refusal = await refused(
      remove({
        ConditionExpression: 'a = :x',
        ExpressionAttributeValues: { ':x': { S: '2' } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    expect(refusal.item).toEqual({ ...keyOf('gone'), a: { S: '1' } });
    const removed = await remove({ ReturnValues: 'ALL_OLD' });
    expect(removed.Attributes).toEqual({ ...keyOf('gone'), a: { S: '1' } });
    expect((await remove({ ReturnValues: 'ALL_OLD' })).Attributes).toBeUndefined();
    expect(await get('gone')).toBeUndefined();
  });
};

const badItems: readonly (readonly [Record<string, unknown>, string])[] = [
  [
    { id: { S: 'x' } },
    'One or more parameter values were invalid: Missing the key version in the item',
  ],
  [
    { id: { S: 'x' }, version: { S: '1' } },
    'One or more parameter values were invalid: Type mismatch for key version expected: N actual: S',
  ],
  [
    keyOf(''),
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
  ],
  [
    { ...keyOf('x'), colour: { N: '1' } },
    'One or more parameter values were invalid: Type mismatch for Index Key colour Expected: S Actual: N IndexName: byColour',
  ],
  [
    { ...keyOf('x'), colour: { S: '' } },
    'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: byColour, IndexKey: colour',
  ],
  [
    keyOf('x'.repeat(2049)),
    'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
  ],
  [{ ...keyOf('x'), n: { N: 'one' } }, 'The parameter cannot be converted to a numeric value: one'],
  [
    { ...keyOf('x'), n: { N: '1'.repeat(39) } },
    'Attempting to store more than 38 significant digits in a Number',
  ],
  [
    { ...keyOf('x'), n: { N: '1e126' } },
    'Number overflow. Attempting to store a number with magnitude larger than supported range',
  ],
  [
    { ...keyOf('x'), n: { N: '1e-131' } },
    'Number underflow. Attempting to store a number with magnitude smaller than supported range',
  ],
  [
    { ...keyOf('x'), s: { SS: [] } },
    'One or more parameter values were invalid: An string set  may not be empty',
  ],
  [
    { ...keyOf('x'), s: { SS: ['a', 'a'] } },
    'One or more parameter values were invalid: Input collection [a, a] contains duplicates.',
  ],
  [{ ...keyOf('x'), s: { NS: ['1', '1.0'] } }, 'Input collection contains duplicates'],
  [
    { ...keyOf('x'), s: { S: 'x'.repeat(400 * 1024) } },
    'Item size has exceeded the maximum allowed size',
  ],
];

const refusals = (subject: Subject): void => {
  const { client } = subject;
  const { get, put } = actions(subject);
  test('a projection shows only its paths, list members closed up', async () => {
    const list = [{ N: '0' }, { M: { z: { S: 'q' } } }, { N: '2' }];
    await put({ ...keyOf('shown'), m: { M: { x: { N: '1' }, y: { L: list } } } });
    const show = (ProjectionExpression: string) => get('shown', { ProjectionExpression });
    expect(await show('m.y[2], m.y[0]')).toEqual({ m: { M: { y: { L: [list[0], list[2]] } } } });
    expect(await show('m.x, m.y[1].z')).toEqual({
      m: { M: { x: { N: '1' }, y: { L: [{ M: { z: { S: 'q' } } }] } } },
    });
    expect(await show('m.x.y, m.y[9], nope')).toEqual({});
  });

  test.each(badItems)('refuses a bad item: %#', async (item, message) => {
    const refusal = await refused(put(item as Record<string, AttributeValue>));
    expect(refusal).toMatchObject({ name: 'ValidationException', message });
  });

  test('takes 38 digits, and an item of exactly 400 KB', async () => {
    const digits = '9'.repeat(38);
    await put({ ...keyOf('digits'), n: { N: digits } });
    expect((await get('digits'))?.['n']).toEqual({ N: digits });
    // id + 6 + version + 2 + pad + content
    const used = 2 + 4 + 7 + 2 + 3;
    await put({ ...keyOf('full'), pad: { S: 'x'.repeat(400 * 1024 - used) } });
    await expect(
      put({ ...keyOf('full'), pad: { S: 'x'.repeat(400 * 1024 - used + 1) } }),
    ).rejects.toThrow('Item size has exceeded');
  });

  test('refuses a key that is not the schema, and a table that is not there', async () => {
    const read = (more: object) =>
      client().send(new GetItemCommand({ TableName, Key: keyOf('x'), ...more }));
    for (const Key of [{ id: { S: 'x' } }, { ...keyOf('x'), z: { S: '1' } }]) {
      expect((await refused(read({ Key }))).message).toBe(
        'The provided key element does not match the schema',
      );
    }
    expect(await refused(read({ TableName: 'nowhere' }))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Requested resource not found',
    });
  });

  test('refuses return values that the operation has not', async () => {
    const refusal = await refused(put(keyOf('x'), { ReturnValues: 'UPDATED_NEW' }));
    expect(refusal.message).toBe('ReturnValues can only be ALL_OLD or NONE');
  });
};

const updates = (subject: Subject): void => {
  const { get, put, update } = actions(subject);
  test('an update returns what it changed, before or after', async () => {
    await put({ ...keyOf('returns'), a: { N: '1' }, m: { M: { x: { N: '1' }, y: { N: '2' } } } });
    const change = (ReturnValues: string) =>
      update('returns', 'SET a = a + :one, m.x = m.x + :one', { ...one, ReturnValues });
    expect((await change('UPDATED_OLD')).Attributes).toEqual({
      a: { N: '1' },
      m: { M: { x: { N: '1' } } },
    });
    expect((await change('UPDATED_NEW')).Attributes).toEqual({
      a: { N: '3' },
      m: { M: { x: { N: '3' } } },
    });
    const all = { ...keyOf('returns'), a: { N: '3' }, m: { M: { x: { N: '3' }, y: { N: '2' } } } };
    expect((await change('ALL_OLD')).Attributes).toEqual(all);
    expect((await change('ALL_NEW')).Attributes).toMatchObject({ a: { N: '5' } });
    expect((await change('NONE')).Attributes).toBeUndefined();
    const removed = await update('returns', 'REMOVE a', { ReturnValues: 'UPDATED_NEW' });
    expect(removed.Attributes).toBeUndefined();
  });

  test('an update of an absent item creates it, also when it removes only', async () => {
    await update('made', 'SET a = :one', one);
    expect(await get('made')).toEqual({ ...keyOf('made'), a: { N: '1' } });
    await update('bare', 'REMOVE a');
    expect(await get('bare')).toEqual(keyOf('bare'));
  });

  subject.deviates('an update of an absent item has no old attributes', async () => {
    const made = await update('absent', 'SET a = :one', { ...one, ReturnValues: 'ALL_OLD' });
    expect(made.Attributes).toBeUndefined();
  });

  test('an update may not touch the key, nor make an index key of a wrong type or the item too large', async () => {
    const big = { ':big': { S: 'x'.repeat(400 * 1024) } };
    const refusals = [
      await refused(update('x', 'SET id = :one', one)),
      await refused(update('x', 'SET colour = :one', one)),
      await refused(update('x', 'SET pads = :big', { ExpressionAttributeValues: big })),
    ];
    expect(refusals.map(({ message }) => message)).toEqual([
      'One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key',
      expect.stringMatching(/Type mismatch for Index Key|index key/),
      'Item size to update has exceeded the maximum allowed size',
    ]);
    expect(await get('x')).toBeUndefined();
  });
};

onBoth('items', tables, (subject) => {
  writing(subject);
  conditions(subject);
  refusals(subject);
  updates(subject);
});
