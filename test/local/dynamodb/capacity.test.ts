import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { createDynamo } from '../../../local/dynamodb/create-dynamo.ts';
import { clientOf, createTestWorld, onBoth, refused, type Subject } from './harness.ts';

const tables = [
  { name: 'plain', partition: { name: 'id', type: 'S' }, sort: { name: 'k', type: 'N' } },
  {
    name: 'indexed',
    partition: { name: 'id', type: 'S' },
    sort: { name: 'k', type: 'N' },
    indexes: [
      {
        name: 'all',
        kind: 'global',
        partition: { name: 'g', type: 'S' },
        projection: 'ALL',
      },
      {
        name: 'some',
        kind: 'global',
        partition: { name: 'g', type: 'S' },
        projection: 'INCLUDE',
        included: ['a'],
      },
      {
        name: 'near',
        kind: 'local',
        partition: { name: 'id', type: 'S' },
        sort: { name: 'l', type: 'S' },
        projection: 'KEYS_ONLY',
      },
    ],
  },
] as const;

const all = { ReturnConsumedCapacity: 'INDEXES' } as const;
const Key = { id: { S: 'x' }, k: { N: '1' } };
/** id + 1, k + 2, body + the rest. */
const sized = (bytes: number, k = '1') => ({
  id: { S: 'x' },
  k: { N: k },
  body: { S: 'p'.repeat(bytes - 3 - 3 - 4) },
});

const writes = ({ client }: Subject): void => {
  const put = async (Item: ReturnType<typeof sized>, TableName = 'plain') =>
    (await client().send(new PutItemCommand({ TableName, Item, ...all }))).ConsumedCapacity
      ?.CapacityUnits;

  test('a write costs a unit per started KB of the larger of what was and what is', async () => {
    expect(await put(sized(1024))).toBe(1);
    expect(await put(sized(1025))).toBe(2);
    expect(await put(sized(3000))).toBe(3);
    expect(await put(sized(20))).toBe(3);
    const remove = () => client().send(new DeleteItemCommand({ TableName: 'plain', Key, ...all }));
    await put(sized(2500));
    expect((await remove()).ConsumedCapacity?.CapacityUnits).toBe(3);
    expect((await remove()).ConsumedCapacity?.CapacityUnits).toBe(1);
    await put(sized(2000));
    const update = await client().send(
      new UpdateItemCommand({ TableName: 'plain', Key, UpdateExpression: 'REMOVE body', ...all }),
    );
    expect(update.ConsumedCapacity).toMatchObject({
      TableName: 'plain',
      CapacityUnits: 2,
      Table: { CapacityUnits: 2 },
    });
  });

  test('numbers count about half a byte a digit, names and containers count too', async () => {
    const total = (Item: object, pad: number) =>
      put({ ...Item, id: { S: 'x' }, k: { N: '1' }, p: { S: 'p'.repeat(pad) } } as never);
    // n: 1 + 1 + 10 for 20 digits; l: 1 + 3 + 1 + 2; m: 1 + 3 + 1 + 1 + 1; flags: 1 + 1 each.
    const item = {
      n: { N: '12345678901234567890' },
      l: { L: [{ N: '5' }] },
      m: { M: { a: { S: 'b' } } },
      t: { BOOL: true },
      u: { NULL: true },
    };
    const used = 3 + 3 + 1 + 12 + 7 + 7 + 2 + 2;
    expect(await total(item, 1024 - used)).toBe(1);
    expect(await total(item, 1024 - used + 1)).toBe(2);
  });
};

const indexed = ({ client }: Subject): void => {
  test('each index costs what it holds, nothing when it does not change, double when its key moves', async () => {
    const write = async (more: object) =>
      (
        await client().send(
          new PutItemCommand({ TableName: 'indexed', Item: { ...Key, ...more }, ...all }),
        )
      ).ConsumedCapacity;
    const pad = { S: 'p'.repeat(2000) };
    expect(await write({ pad })).toMatchObject({ CapacityUnits: 2, Table: { CapacityUnits: 2 } });
    const added = await write({ pad, g: { S: 'g1' }, l: { S: 'l1' } });
    expect(added).toMatchObject({
      CapacityUnits: 6,
      GlobalSecondaryIndexes: { all: { CapacityUnits: 2 }, some: { CapacityUnits: 1 } },
      LocalSecondaryIndexes: { near: { CapacityUnits: 1 } },
    });
    const changed = await write({ pad, g: { S: 'g1' }, l: { S: 'l1' }, extra: { S: '1' } });
    expect(changed?.GlobalSecondaryIndexes).toEqual({ all: { CapacityUnits: 2 } });
    expect(changed?.LocalSecondaryIndexes).toBeUndefined();
    const moved = await write({ pad, g: { S: 'g2' }, l: { S: 'l1' }, extra: { S: '1' } });
    expect(moved?.GlobalSecondaryIndexes).toEqual({
      all: { CapacityUnits: 4 },
      some: { CapacityUnits: 2 },
    });
  });

  test('a transaction costs double, a batch the sum', async () => {
    const Put = { TableName: 'plain', Item: sized(1500, '7') };
    const Delete = { TableName: 'plain', Key: { id: { S: 'none' }, k: { N: '1' } } };
    const answer = await client().send(
      new TransactWriteItemsCommand({ TransactItems: [{ Put }, { Delete }], ...all }),
    );
    expect(answer.ConsumedCapacity).toEqual([
      {
        TableName: 'plain',
        CapacityUnits: 6,
        WriteCapacityUnits: 6,
        Table: { CapacityUnits: 6, WriteCapacityUnits: 6 },
      },
    ]);
    const requests = [
      { PutRequest: { Item: sized(1500, '8') } },
      { PutRequest: { Item: sized(20, '9') } },
    ];
    const batch = await client().send(
      new BatchWriteItemCommand({
        RequestItems: { plain: requests },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(batch.ConsumedCapacity).toEqual([{ TableName: 'plain', CapacityUnits: 3 }]);
  });
};

const reads = ({ client }: Subject): void => {
  const fill = async () => {
    for (const k of ['1', '2', '3', '4']) {
      await client().send(new PutItemCommand({ TableName: 'plain', Item: sized(3000, k) }));
    }
  };

  test('a read costs a unit per started 4 KB, half when eventually consistent, double in a transaction', async () => {
    await fill();
    const get = async (more: object) =>
      (await client().send(new GetItemCommand({ TableName: 'plain', Key, ...all, ...more })))
        .ConsumedCapacity?.CapacityUnits;
    expect(await get({})).toBe(0.5);
    expect(await get({ ConsistentRead: true })).toBe(1);
    expect(await get({ Key: { id: { S: 'none' }, k: { N: '1' } } })).toBe(0.5);
    await client().send(new PutItemCommand({ TableName: 'plain', Item: sized(4097) }));
    expect(await get({ ConsistentRead: true })).toBe(2);
    const transaction = await client().send(
      new TransactGetItemsCommand({
        TransactItems: [{ Get: { TableName: 'plain', Key } }],
        ...all,
      }),
    );
    expect(transaction.ConsumedCapacity?.[0]).toMatchObject({ CapacityUnits: 4 });
  });

  test('a query sums sizes before it rounds, a batch rounds each item', async () => {
    await fill();
    const query = async (more: object) =>
      (
        await client().send(
          new QueryCommand({
            TableName: 'plain',
            KeyConditionExpression: 'id = :id AND k < :five',
            ExpressionAttributeValues: { ':id': { S: 'x' }, ':five': { N: '5' } },
            ...all,
            ...more,
          }),
        )
      ).ConsumedCapacity?.CapacityUnits;
    expect(await query({ ConsistentRead: true })).toBe(3);
    expect(await query({})).toBe(1.5);
    expect(await query({ Limit: 1, ConsistentRead: true, ScanIndexForward: false })).toBe(1);
    expect(
      await query({ ExpressionAttributeValues: { ':id': { S: 'no' }, ':five': { N: '5' } } }),
    ).toBe(0.5);
    const Keys = ['1', '2', '3'].map((k) => ({ id: { S: 'x' }, k: { N: k } }));
    const batch = await client().send(
      new BatchGetItemCommand({ RequestItems: { plain: { Keys, ConsistentRead: true } }, ...all }),
    );
    expect(batch.ConsumedCapacity?.[0]?.CapacityUnits).toBe(3);
  });
};

const whole = ({ client, deviates }: Subject): void => {
  deviates('a read costs the whole item, whatever is projected', async () => {
    await client().send(new PutItemCommand({ TableName: 'plain', Item: sized(4097) }));
    const get = new GetItemCommand({
      TableName: 'plain',
      Key,
      ConsistentRead: true,
      ProjectionExpression: 'k',
      ...all,
    });
    expect((await client().send(get)).ConsumedCapacity?.CapacityUnits).toBe(2);
  });

  deviates('a page ends with the item that reaches 1 MB: 128.5 units', async () => {
    for (let k = 0; k < 260; k += 20) {
      const items = Array.from({ length: 20 }, (_, at) => ({
        PutRequest: { Item: { ...sized(4200, `${k + at}`), id: { S: 'page' } } },
      }));
      await client().send(new BatchWriteItemCommand({ RequestItems: { plain: items } }));
    }
    const page = await client().send(
      new QueryCommand({
        TableName: 'plain',
        KeyConditionExpression: 'id = :id',
        ExpressionAttributeValues: { ':id': { S: 'page' } },
        Select: 'COUNT',
        ...all,
      }),
    );
    expect(page.LastEvaluatedKey).toBeDefined();
    expect(page.ConsumedCapacity?.CapacityUnits).toBe(128.5);
  });
};

onBoth('capacity', tables, (subject) => {
  writes(subject);
  indexed(subject);
  reads(subject);
  whole(subject);
});

test('everything is metered, a refused write like one that went through', async () => {
  const world = createTestWorld();
  const client = clientOf(createDynamo({ world, tables }));
  const metered = () => Object.fromEntries(world.metered);
  await client.send(new PutItemCommand({ TableName: 'plain', Item: sized(1500) }));
  expect(metered()).toEqual({ 'dynamodb.wru plain': 2 });
  const condition = { ConditionExpression: 'attribute_not_exists(id)' };
  const Put = { TableName: 'plain', Item: sized(2500), ...condition };
  await refused(client.send(new PutItemCommand(Put)));
  expect(metered()).toEqual({ 'dynamodb.wru plain': 5 });
  await refused(client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }] })));
  expect(metered()).toEqual({ 'dynamodb.wru plain': 11 });
  await client.send(new GetItemCommand({ TableName: 'plain', Key }));
  expect(metered()).toEqual({ 'dynamodb.wru plain': 11, 'dynamodb.rru plain': 0.5 });
  world.storage.close();
});
