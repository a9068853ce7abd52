import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { onBoth, refused, type Subject } from './harness.ts';

const tables = [
  { name: 'things', partition: { name: 'id', type: 'S' } },
  { name: 'others', partition: { name: 'id', type: 'S' } },
] as const;

const put = (id: string, more = {}): WriteRequest => ({
  PutRequest: { Item: { id: { S: id }, ...more } },
});
const remove = (id: string): WriteRequest => ({ DeleteRequest: { Key: { id: { S: id } } } });
const key = (id: string) => ({ id: { S: id } });
const list = <T>(count: number, make: (id: string) => T) =>
  Array.from({ length: count }, (_, at) => make(`i${at}`));

const batches = ({ client }: Subject): void => {
  const write = (RequestItems: Record<string, WriteRequest[]>) =>
    client().send(new BatchWriteItemCommand({ RequestItems }));
  const read = (Keys: ReturnType<typeof key>[], more = {}) =>
    client().send(new BatchGetItemCommand({ RequestItems: { things: { Keys, ...more } } }));

  test('writes and deletes over tables, and reads what is there', async () => {
    await write({ things: [put('a'), put('b')], others: [put('a')] });
    const answer = await write({ things: [put('c'), remove('a'), remove('never')] });
    expect(answer.UnprocessedItems).toEqual({});
    const found = await read([key('a'), key('b'), key('c')]);
    const items = found.Responses?.['things'] ?? [];
    expect(items.map((item) => item['id']?.S).sort()).toEqual(['b', 'c']);
    expect(found.UnprocessedKeys).toEqual({});
  });

  test('takes 25 writes and 100 reads, each item once', async () => {
    await write({ things: list(25, put) });
    expect((await read(list(100, key))).Responses?.['things']).toHaveLength(25);
    expect((await refused(write({ things: list(26, put) }))).name).toBe('ValidationException');
    expect((await refused(read(list(101, key)))).name).toBe('ValidationException');
    const duplicates = 'Provided list of item keys contains duplicates';
    expect((await refused(write({ things: [put('d'), remove('d')] }))).message).toBe(duplicates);
    expect((await refused(read([key('d'), key('d')]))).message).toBe(duplicates);
  });

  test('refuses an empty batch, an unknown table and a bad item, and then writes nothing', async () => {
    const names = [
      await refused(write({ things: [] })),
      await refused(read([])),
      await refused(write({ things: [put('z')], nowhere: [put('z')] })),
      await refused(write({ things: [put('z'), put('', {})] })),
    ].map(({ name }) => name);
    expect(names).toEqual([
      'ValidationException',
      'ValidationException',
      'ResourceNotFoundException',
      'ValidationException',
    ]);
    expect((await read([key('z')])).Responses?.['things']).toEqual([]);
  });

  test('leaves the keys unprocessed that would make the answer larger than 16 MB', async () => {
    const pad = { S: 'x'.repeat(390 * 1024) };
    for (let at = 0; at < 50; at += 10) {
      const requests = Array.from({ length: 10 }, (_, i) => put(`big${at + i}`, { pad }));
      await write({ things: requests });
    }
    const found = await read(
      Array.from({ length: 50 }, (_, at) => key(`big${at}`)),
      { ExpressionAttributeNames: { '#pad': 'id' }, ProjectionExpression: '#pad' },
    );
    const left = found.UnprocessedKeys?.['things'];
    expect((found.Responses?.['things'] ?? []).length + (left?.Keys ?? []).length).toBe(50);
    expect(left?.Keys?.length ?? 0).toBeGreaterThanOrEqual(8);
    expect(left?.ProjectionExpression).toBe('#pad');
  });
};

onBoth('batches', tables, batches);
