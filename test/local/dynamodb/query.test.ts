import {
  type AttributeValue,
  BatchWriteItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { beforeAll, expect, test } from 'vitest';
import { onBoth, refused, type Subject } from './harness.ts';

const table = (name: string, type: 'S' | 'N' | 'B') => ({
  name,
  partition: { name: 'p', type: 'S' } as const,
  sort: { name: 'k', type } as const,
});
const tables = [table('numbers', 'N'), table('texts', 'S'), table('bytes', 'B')];

const numbers = [
  '-1e10',
  '-5',
  '-1.5',
  '-0.001',
  '0',
  '0.3',
  '2',
  '10',
  '1e10',
  '12345678901234567890123456789012345678',
];
const texts = ['A', 'Z', 'a', 'a\u0000', 'a\u0000b', 'ab', 'b', 'é', '\uffee', '😀'];
const bytes = [[0], [0, 0], [0, 1], [1], [127], [128], [255], [255, 255]];

const plain = (value: AttributeValue | undefined) => value?.N ?? value?.S ?? [...(value?.B ?? [])];
const keysOf = (items: readonly Record<string, AttributeValue>[] | undefined) =>
  (items ?? []).map((item) => plain(item['k']));
const canonical = numbers.map((text) => BigInt(Math.trunc(Number(text))).toString());

const fill = async ({ client }: Subject): Promise<void> => {
  const put = (TableName: string, k: AttributeValue) =>
    client().send(new PutItemCommand({ TableName, Item: { p: { S: 'x' }, k, v: k } }));
  // Written in an order that is not the one expected back.
  for (const n of [...numbers].sort()) await put('numbers', { N: n });
  for (const s of [...texts].reverse()) await put('texts', { S: s });
  for (const b of [...bytes].reverse()) await put('bytes', { B: new Uint8Array(b) });
  await client().send(
    new PutItemCommand({ TableName: 'texts', Item: { p: { S: 'x\u0000' }, k: { S: 'other' } } }),
  );
};

const querying =
  ({ client }: Subject) =>
  (
    TableName: string,
    condition: string,
    values: Record<string, AttributeValue>,
    more: Partial<QueryCommandInput> = {},
  ) =>
    client().send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: condition === '' ? 'p = :p' : `p = :p AND ${condition}`,
        ExpressionAttributeValues: { ':p': { S: 'x' }, ...values },
        ...more,
      }),
    );

const ordering = (subject: Subject): void => {
  const query = querying(subject);
  test('numbers come in numeric order, text in the order of its UTF-8 bytes, binary bytewise', async () => {
    const found = keysOf((await query('numbers', '', {})).Items);
    expect(found.map(Number)).toEqual(numbers.map(Number));
    expect(canonical).toHaveLength(numbers.length);
    expect(keysOf((await query('texts', '', {})).Items)).toEqual(texts);
    expect(keysOf((await query('bytes', '', {})).Items)).toEqual(bytes);
    const backward = await query('texts', '', {}, { ScanIndexForward: false });
    expect(keysOf(backward.Items)).toEqual([...texts].reverse());
  });

  test.each([
    ['k = :a', ['2'], ['a\u0000'], [[0, 1]]],
    ['k < :a', numbers.slice(0, 6), ['A', 'Z', 'a'], [[0], [0, 0]]],
    ['k <= :a', numbers.slice(0, 7), ['A', 'Z', 'a', 'a\u0000'], [[0], [0, 0], [0, 1]]],
    ['k > :a', numbers.slice(7), texts.slice(4), bytes.slice(3)],
    ['k >= :a', numbers.slice(6), texts.slice(3), bytes.slice(2)],
    [':a < k', numbers.slice(7), texts.slice(4), bytes.slice(3)],
  ])('%s', async (condition, ofNumbers, ofTexts, ofBytes) => {
    const ask = async (name: string, value: AttributeValue) =>
      keysOf((await query(name, condition, { ':a': value })).Items);
    expect((await ask('numbers', { N: '2' })).map(Number)).toEqual(ofNumbers.map(Number));
    expect(await ask('texts', { S: 'a\u0000' })).toEqual(ofTexts);
    expect(await ask('bytes', { B: new Uint8Array([0, 1]) })).toEqual(ofBytes);
  });

  test('between takes both ends; begins_with takes a prefix', async () => {
    const between = 'k BETWEEN :a AND :b';
    const some = await query('numbers', between, { ':a': { N: '-1.5' }, ':b': { N: '0.3' } });
    expect(keysOf(some.Items)).toEqual(['-1.5', '-0.001', '0', '0.3']);
    const raw = await query('bytes', 'begins_with(k, :a)', { ':a': { B: new Uint8Array([255]) } });
    expect(keysOf(raw.Items)).toEqual([[255], [255, 255]]);
  });

  subject.deviates(
    'begins_with tells upper case from lower case, and minds a zero byte',
    async () => {
      const prefixed = await query('texts', 'begins_with(k, :a)', { ':a': { S: 'a' } });
      expect(keysOf(prefixed.Items)).toEqual(['a', 'a\u0000', 'a\u0000b', 'ab']);
      const zeros = await query('texts', 'begins_with(k, :a)', { ':a': { S: 'a\u0000' } });
      expect(keysOf(zeros.Items)).toEqual(['a\u0000', 'a\u0000b']);
    },
  );
};

const paging = (subject: Subject): void => {
  const query = querying(subject);
  test('pages follow one another in either direction, and a full page says so even at the end', async () => {
    for (const ScanIndexForward of [true, false]) {
      const found: unknown[] = [];
      let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
      let pages = 0;
      do {
        const page = await query(
          'texts',
          '',
          {},
          {
            Limit: 5,
            ScanIndexForward,
            ...(ExclusiveStartKey && { ExclusiveStartKey }),
          },
        );
        found.push(...keysOf(page.Items));
        ExclusiveStartKey = page.LastEvaluatedKey;
        pages++;
      } while (ExclusiveStartKey !== undefined);
      expect(found).toEqual(ScanIndexForward ? texts : [...texts].reverse());
      // Two full pages of five, and an empty one that ends it.
      expect(pages).toBe(3);
    }
  });

  test('a filter works after the limit and counts apart', async () => {
    const page = await query(
      'numbers',
      '',
      { ':v': { N: '0' } },
      {
        FilterExpression: 'v >= :v',
        Limit: 6,
        Select: 'COUNT',
      },
    );
    expect(page).toMatchObject({ Count: 2, ScannedCount: 6 });
    expect(page.Items).toBeUndefined();
    expect(page.LastEvaluatedKey).toEqual({ p: { S: 'x' }, k: { N: '0.3' } });
  });
};

const refusing = (subject: Subject): void => {
  test('refuses what no key condition may say', async () => {
    const ask = async (text: string, values: Record<string, AttributeValue>, more = {}) =>
      (
        await refused(
          subject.client().send(
            new QueryCommand({
              TableName: 'numbers',
              KeyConditionExpression: text,
              ExpressionAttributeValues: values,
              ...more,
            }),
          ),
        )
      ).message;
    const p = { ':p': { S: 'x' } };
    const k = { ':k': { N: '1' } };
    expect(await ask('k = :k', k)).toBe('Query condition missed key schema element: p');
    expect(await ask('p = :p AND v = :k', { ...p, ...k })).toContain('key schema element: k');
    expect(
      await ask('p = :p', p, {
        FilterExpression: 'k > :k',
        ExpressionAttributeValues: { ...p, ...k },
      }),
    ).toBe(
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: k',
    );
    expect(await ask('p = :p', p, { IndexName: 'none' })).toBe(
      'The table does not have the specified index: none',
    );
  });

  subject.deviates(
    'refuses a partition key of a wrong type, or empty, or with another operator',
    async () => {
      const ask = async (text: string, value: AttributeValue) =>
        (
          await refused(
            subject.client().send(
              new QueryCommand({
                TableName: 'numbers',
                KeyConditionExpression: text,
                ExpressionAttributeValues: { ':p': value },
              }),
            ),
          )
        ).message;
      expect(await ask('p > :p', { S: 'x' })).toBe('Query key condition not supported');
      expect(await ask('p = :p', { S: '' })).toContain('cannot contain an empty string value');
      expect(await ask('p = :p', { N: '1' })).toBe(
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
      );
    },
  );
};

const scanning = ({ client }: Subject): void => {
  test('segments together find every item once, page by page', async () => {
    const put = (i: number) => ({
      PutRequest: { Item: { p: { S: `scan-${i}` }, k: { S: 'k' } } },
    });
    for (let i = 0; i < 100; i += 25) {
      const requests = Array.from({ length: 25 }, (_, at) => put(i + at));
      await client().send(new BatchWriteItemCommand({ RequestItems: { texts: requests } }));
    }
    const found: string[] = [];
    for (let Segment = 0; Segment < 4; Segment++) {
      let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
      do {
        const page = await client().send(
          new ScanCommand({
            TableName: 'texts',
            Segment,
            TotalSegments: 4,
            Limit: 7,
            ...(ExclusiveStartKey && { ExclusiveStartKey }),
          }),
        );
        found.push(...(page.Items ?? []).map((item) => item['p']?.S ?? ''));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined);
    }
    const scanned = found.filter((name) => name.startsWith('scan-'));
    expect(new Set(scanned).size).toBe(100);
    expect(found).toHaveLength(100 + texts.length + 1);
  });

  test('refuses segments that make no sense', async () => {
    const scan = async (more: object) =>
      (await refused(client().send(new ScanCommand({ TableName: 'texts', ...more })))).message;
    expect(await scan({ Segment: 2, TotalSegments: 2 })).toBe(
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2',
    );
    expect(await scan({ TotalSegments: 2 })).toContain('The Segment parameter is required');
    expect(await scan({ Segment: 0 })).toContain('The TotalSegments parameter is required');
  });
};

onBoth('query and scan', tables, (subject) => {
  beforeAll(() => fill(subject));
  ordering(subject);
  paging(subject);
  refusing(subject);
  scanning(subject);
});
