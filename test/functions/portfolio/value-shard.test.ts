import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as valueShard } from '../../../functions/portfolio/value-shard.ts';
import { toItem } from '../../../functions/shared/rows.ts';
import { batchOf } from '../market/recorded.ts';
import { at, openStore, type Store } from '../store/harness.ts';
import { holdingRow, openBus, told, toldTo } from './derived.ts';

let store: Store;

beforeEach(async () => {
  store = await openStore();
  openBus();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(at) });
});
afterEach(() => {
  vi.useRealTimers();
});

const hold = (count: number, grams = '2.000000') => {
  for (let from = 0; from < count; from += 25)
    store.engine.callSync('BatchWriteItem', {
      RequestItems: {
        gold_holdings: Array.from({ length: Math.min(25, count - from) }, (_, index) => ({
          PutRequest: { Item: toItem(holdingRow(`${grams} ${from + index}`, grams)) },
        })),
      },
    });
};

interface Page {
  readonly Items: readonly Readonly<Record<string, { readonly S: string }>>[];
  readonly LastEvaluatedKey?: object;
}

const valued = () => {
  const rows: Page['Items'][number][] = [];
  let start: object | undefined;
  do {
    const page = store.engine.callSync('Scan', {
      TableName: 'portfolio_valuations',
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    }) as Page;
    rows.push(...page.Items);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return rows;
};

const due = (shard: number, shards: number, more: object = {}) =>
  told('ValuationShardDue', `${shard}`, {
    eventData: { shard, shards, priceId: 'p', spot: '100.000000', valuedAt: at, ...more },
  });

describe('a part of the holdings', () => {
  it('is valued, all parts between them are everybody, and no empty wallet among them', async () => {
    hold(60);
    hold(10, '0.000000');
    for (const shard of [0, 1, 2]) await valueShard(batchOf([due(shard, 3)]));
    expect(valued()).toHaveLength(60);
    expect(valued()[0]).toMatchObject({
      value: { S: '199.00' },
      unrealisedGain: { S: '99.00' },
      totalGain: { S: '99.00' },
      bid: { S: '99.500000' },
      spot: { S: '100.000000' },
      priceId: { S: 'p' },
      valuedAt: { S: at },
    });
    expect(toldTo()).toEqual([]);
  });

  it('that is too long for one invocation is handed on, and ends up whole', {
    timeout: 60_000,
  }, async () => {
    hold(10_030);
    await valueShard(batchOf([due(0, 1)]));
    const [next] = toldTo();
    expect(next?.eventData).toMatchObject({
      shard: 0,
      after: expect.any(String),
      spot: '100.000000',
    });
    expect(valued()).toHaveLength(10_000);
    openBus();
    await valueShard(batchOf([next ?? due(0, 1)]));
    expect(toldTo()).toEqual([]);
    expect(valued()).toHaveLength(10_030);
  });

  it('goes back to its queue when the table takes nothing, and is whole after the next try', async () => {
    hold(30);
    store.fault = (operation, _input, run) =>
      operation === 'BatchWriteItem' ? Promise.reject(new Error('no')) : run();
    const answer = await valueShard(batchOf([due(0, 1)]));
    expect(answer.batchItemFailures).toHaveLength(1);
    store.fault = undefined;
    await valueShard(batchOf([due(0, 1)]));
    expect(valued()).toHaveLength(30);
  });

  it('writes again what the table had no room for', async () => {
    hold(30);
    let refused = 0;
    store.fault = (operation, input, run) => {
      if (operation !== 'BatchWriteItem' || refused > 0) return run();
      refused += 1;
      return Promise.resolve({
        UnprocessedItems: (input as { RequestItems: unknown }).RequestItems,
      });
    };
    expect(await valueShard(batchOf([due(0, 1)]))).toEqual({ batchItemFailures: [] });
    expect(valued()).toHaveLength(30);
  });

  it('of a run that was overtaken an hour ago is left alone', async () => {
    hold(5);
    const valuedAt = new Date(Date.parse(at) - 3_600_001).toISOString();
    expect(await valueShard(batchOf([due(0, 1, { valuedAt })]))).toEqual({ batchItemFailures: [] });
    expect(valued()).toEqual([]);
  });
});
