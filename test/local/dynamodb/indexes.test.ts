import {
  type AttributeValue,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { beforeAll, expect, test } from 'vitest';
import { onBoth, refused, type Subject } from './harness.ts';

const tables = [
  {
    name: 'orders',
    partition: { name: 'customer', type: 'S' },
    sort: { name: 'number', type: 'N' },
    indexes: [
      {
        name: 'byState',
        kind: 'global',
        partition: { name: 'phase', type: 'S' },
        sort: { name: 'amount', type: 'N' },
        projection: 'INCLUDE',
        included: ['note'],
      },
      {
        name: 'byDay',
        kind: 'local',
        partition: { name: 'customer', type: 'S' },
        sort: { name: 'due', type: 'S' },
        projection: 'KEYS_ONLY',
      },
    ],
  },
] as const;

const order = (number: string, more: Record<string, AttributeValue>) => ({
  customer: { S: 'c' },
  number: { N: number },
  note: { S: `note ${number}` },
  secret: { S: 'not projected' },
  ...more,
});

const actions = ({ client }: Subject) => ({
  put: (Item: Record<string, AttributeValue>) =>
    client().send(new PutItemCommand({ TableName: 'orders', Item })),
  query: (
    IndexName: string,
    condition: string,
    value: string,
    more: Partial<QueryCommandInput> = {},
  ) =>
    client().send(
      new QueryCommand({
        TableName: 'orders',
        IndexName,
        KeyConditionExpression: condition,
        ExpressionAttributeValues: { ':v': { S: value } },
        ...more,
      }),
    ),
});

const fill = async (subject: Subject): Promise<void> => {
  const { put } = actions(subject);
  await put(order('1', { phase: { S: 'open' }, amount: { N: '30' }, due: { S: '2026-03' } }));
  await put(order('2', { phase: { S: 'open' }, amount: { N: '-5' }, due: { S: '2026-01' } }));
  await put(order('3', { phase: { S: 'open' }, amount: { N: '30' }, due: { S: '2026-02' } }));
  await put(order('4', { phase: { S: 'open' } }));
  await put(order('5', { phase: { S: 'closed' }, amount: { N: '1' } }));
};

const querying = (subject: Subject): void => {
  const { query } = actions(subject);
  const numbers = (items: readonly Record<string, AttributeValue>[] | undefined) =>
    (items ?? []).map((item) => item['number']?.N);

  test('a global index holds the items that have its keys, in its order, with what it projects', async () => {
    const { Items } = await query('byState', 'phase = :v', 'open');
    expect(numbers(Items)[0]).toBe('2');
    expect(numbers(Items).sort()).toEqual(['1', '2', '3']);
    expect(Items?.[0]).toEqual({
      customer: { S: 'c' },
      number: { N: '2' },
      phase: { S: 'open' },
      amount: { N: '-5' },
      note: { S: 'note 2' },
    });
  });

  test('pages of an index continue after equal keys', async () => {
    const found: (string | undefined)[] = [];
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const page = await query('byState', 'phase = :v', 'open', {
        Limit: 1,
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      });
      found.push(...numbers(page.Items));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    expect(found.sort()).toEqual(['1', '2', '3']);
  });

  test('a local index sorts its partition otherwise, and may be read strongly', async () => {
    const more = { ConsistentRead: true, ScanIndexForward: false };
    const { Items } = await query('byDay', 'customer = :v', 'c', more);
    expect(numbers(Items)).toEqual(['1', '3', '2']);
    expect(Object.keys(Items?.[0] ?? {}).sort()).toEqual(['customer', 'due', 'number']);
    const whole = await query('byDay', 'customer = :v', 'c', { Select: 'ALL_ATTRIBUTES' });
    expect(whole.Items?.[0]).toMatchObject({ secret: { S: 'not projected' } });
  });

  subject.deviates('a local index fetches from its table what it does not hold', async () => {
    const { Items } = await query('byDay', 'customer = :v', 'c', {
      ProjectionExpression: 'secret',
    });
    expect(Items?.[0]).toEqual({ secret: { S: 'not projected' } });
  });

  test('a global index can neither be read strongly nor give what it does not hold', async () => {
    const strong = await refused(query('byState', 'phase = :v', 'open', { ConsistentRead: true }));
    expect(strong.message).toBe('Consistent reads are not supported on global secondary indexes');
    const all = { Select: 'ALL_ATTRIBUTES' } as const;
    expect((await refused(query('byState', 'phase = :v', 'open', all))).message).toContain(
      'Select type ALL_ATTRIBUTES is not supported for global secondary index byState because its projection type is not ALL',
    );
  });
};

const following = (subject: Subject): void => {
  const { query } = actions(subject);
  const { client } = subject;
  const count = async (phase: string) =>
    (await query('byState', 'phase = :v', phase, { Select: 'COUNT' })).Count;

  test('an index follows updates and deletes of its items', async () => {
    const Key = { customer: { S: 'c' }, number: { N: '3' } };
    const update = (UpdateExpression: string, phase?: string) =>
      client().send(
        new UpdateItemCommand({
          TableName: 'orders',
          Key,
          UpdateExpression,
          ...(phase && { ExpressionAttributeValues: { ':v': { S: phase } } }),
        }),
      );
    await update('SET phase = :v', 'closed');
    expect([await count('open'), await count('closed')]).toEqual([2, 2]);
    await update('REMOVE amount');
    expect(await count('closed')).toBe(1);
    await client().send(
      new DeleteItemCommand({
        TableName: 'orders',
        Key: { customer: { S: 'c' }, number: { N: '1' } },
      }),
    );
    expect(await count('open')).toBe(1);
    const scanned = await client().send(
      new ScanCommand({ TableName: 'orders', IndexName: 'byState' }),
    );
    expect(scanned.Items?.map((item) => item['number']?.N).sort()).toEqual(['2', '5']);
  });
};

onBoth('indexes', tables, (subject) => {
  beforeAll(() => fill(subject));
  querying(subject);
  following(subject);
});
