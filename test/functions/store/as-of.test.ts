import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { commitAsOf } from '../../../functions/shared/store/as-of.ts';
import { dynamo } from '../../../functions/shared/store/client.ts';
import { encodeCommit, genesis } from '../../../functions/shared/store/codec.ts';
import { id, openStore, type Store } from './harness.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});

const start = Date.parse('2026-01-01T00:00:00.000Z');
const instant = (ms: number) => new Date(ms).toISOString();

/** Writes commits of so many events at such times. */
const write = async (
  stream: string,
  commits: readonly (readonly [atMs: number, count: number])[],
) => {
  const puts = [];
  let version = 1;
  for (const [atMs, count] of commits) {
    const item = encodeCommit(
      {
        stream,
        version,
        commandId: id(`${stream} ${version}`),
        events: Array.from({ length: count }, (_, n) => ({
          eventId: id(`${stream} ${version} ${n}`),
          type: 'Happened',
          version: 1,
          data: {},
        })),
        state: {},
        stateVersion: 1,
        meta: { at: instant(atMs), correlationId: id('c'), causationId: id('c'), userId: 'u' },
        recent: [],
      },
      genesis,
    );
    puts.push({ PutRequest: { Item: item } });
    version += count;
  }
  for (let from = 0; from < puts.length; from += 25)
    await dynamo.send(
      new BatchWriteItemCommand({ RequestItems: { events: puts.slice(from, from + 25) } }),
    );
};

/** By reading everything: the last commit before the first that is later. */
const expected = (commits: readonly (readonly [number, number])[], atMs: number) => {
  const later = commits.findIndex(([when]) => when > atMs);
  const before = later < 0 ? commits : commits.slice(0, later);
  return before.length === 0
    ? undefined
    : before.slice(0, -1).reduce((sum, [, count]) => sum + count, 1);
};

describe('the last commit until an instant', () => {
  let streams = 0;
  it('is the one that reading the whole stream finds, though clocks differ by up to a minute', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 200_000 })),
            fc.integer({ min: 1, max: 6 }),
            fc.integer({ min: 0, max: 60_000 }),
          ),
          { minLength: 1, maxLength: 150 },
        ),
        fc.array(fc.nat(149), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: -2, max: 70_000 }),
        async (steps, places, offset) => {
          let at = start;
          const commits = steps.map(([step, count, skew]) => {
            at += step;
            return [at - skew, count] as const;
          });
          const stream = `property-${streams++}`;
          await write(stream, commits);
          for (const place of places) {
            const [near = start] = commits[place % commits.length] ?? [];
            const found = await commitAsOf(stream, instant(near + offset));
            expect(found?.version).toBe(expected(commits, near + offset));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('costs a dozen reads in a stream of a thousand', async () => {
    const commits = Array.from({ length: 1_000 }, (_, n) => [start + n * 3_600_000, 1] as const);
    await write('long', commits);
    store.resetMeter();
    const found = await commitAsOf('long', instant(start + 500 * 3_600_000));
    expect(found?.version).toBe(501);
    expect(store.metered.get('dynamodb.rru events')).toBeLessThan(30);
  });

  it('is none in a stream that begins later, or never', async () => {
    await write('late', [[start, 2]]);
    expect(await commitAsOf('late', instant(start - 1))).toBeUndefined();
    expect((await commitAsOf('late', instant(start)))?.version).toBe(1);
    expect(await commitAsOf('nobody', instant(start))).toBeUndefined();
  });
});
