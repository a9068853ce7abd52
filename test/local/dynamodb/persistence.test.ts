import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDynamo } from '../../../local/dynamodb/create-dynamo.ts';
import type { TableDefinition } from '../../../local/dynamodb/definition.ts';
import { createTestWorld, startMs } from './harness.ts';

const events: TableDefinition = {
  name: 'events',
  partition: { name: 'stream', type: 'S' },
  sort: { name: 'version', type: 'N' },
  stream: 'NEW_IMAGE',
  ttl: 'expiresAt',
};
const byKind: TableDefinition = {
  ...events,
  indexes: [
    { name: 'byKind', kind: 'global', partition: { name: 'kind', type: 'S' }, projection: 'ALL' },
  ],
};
const caller = { kind: 'cloud', name: 'test' } as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-dynamodb-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (tables: readonly TableDefinition[] = [events]) => {
  const world = createTestWorld(join(folder, 'store.sqlite'));
  const dynamo = createDynamo({ world, tables });
  return {
    world,
    dynamo,
    put: (stream: string, more = {}) =>
      dynamo.call({
        operation: 'PutItem',
        caller,
        input: {
          TableName: 'events',
          Item: { stream: { S: stream }, version: { N: '1' }, kind: { S: 'k' }, ...more },
        },
      }),
    count: (more = {}) =>
      (
        dynamo.callSync('Scan', { TableName: 'events', Select: 'COUNT', ...more }) as {
          Count: number;
        }
      ).Count,
    records: (after?: bigint) => dynamo.streams.read('events', after, 1_000_000),
  };
};

test('items, records and the sequence survive a restart', async () => {
  const first = open();
  await first.put('a');
  await first.put('b');
  const last = BigInt(first.records().at(-1)?.dynamodb.SequenceNumber ?? 0);
  first.dynamo.streams.trim('events', last);
  first.world.storage.close();

  const second = open();
  expect(second.count()).toBe(2);
  await second.put('c');
  const [record] = second.records(last);
  expect(record?.dynamodb.Keys['stream']).toEqual({ S: 'c' });
  expect(BigInt(record?.dynamodb.SequenceNumber ?? 0)).toBeGreaterThan(last);
  second.world.storage.close();
});

test('a time to live and a request token survive a restart', async () => {
  const input = {
    ClientRequestToken: 't',
    TransactItems: [
      {
        Update: {
          TableName: 'events',
          Key: { stream: { S: 'n' }, version: { N: '1' } },
          UpdateExpression: 'ADD n :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
      },
    ],
  };
  const first = open();
  await first.put('a', { expiresAt: { N: String(startMs / 1000 + 60) } });
  await first.dynamo.call({ operation: 'TransactWriteItems', input, caller });
  first.world.storage.close();

  const second = open();
  await second.dynamo.call({ operation: 'TransactWriteItems', input, caller });
  const Key = { stream: { S: 'n' }, version: { N: '1' } };
  expect(second.dynamo.callSync('GetItem', { TableName: 'events', Key })).toMatchObject({
    Item: { n: { N: '1' } },
  });
  await second.world.timeline.advance(3_600_000);
  expect(second.count()).toBe(1);
  second.world.storage.close();
});

test('an index added later holds what was there before; a changed key is refused', async () => {
  const first = open();
  await first.put('a');
  first.world.storage.close();
  const second = open([byKind]);
  expect(second.count({ IndexName: 'byKind' })).toBe(1);
  second.world.storage.close();
  const { sort: _sort, ...unsorted } = events;
  expect(() => open([unsorted])).toThrow('the key of table events changed');
});

test('nothing acknowledged is lost when the process is killed', async () => {
  const script = fileURLToPath(new URL('./writer.ts', import.meta.url));
  const path = join(folder, 'store.sqlite');
  const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === 200) child.kill('SIGKILL');
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(200);
  const { world, dynamo, records } = open();
  const present = (stream: string) =>
    dynamo.callSync('GetItem', {
      TableName: 'events',
      Key: { stream: { S: stream }, version: { N: '1' } },
    }) as { Item?: object };
  expect(acknowledged.filter((stream) => present(stream).Item === undefined)).toEqual([]);
  const recorded = new Set(records().map(({ dynamodb }) => dynamodb.Keys['stream']?.S));
  expect(acknowledged.filter((stream) => !recorded.has(stream))).toEqual([]);
  world.storage.close();
});
