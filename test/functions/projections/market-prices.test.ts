import { QueryCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Candle,
  type Candles,
  candlesWith,
  intervals,
} from '../../../domain/market/candles.ts';
import { type PriceHistory, priceHistory } from '../../../domain/market/price-history.ts';
import { formatInstant, instantFromWire } from '../../../domain/shared/time.ts';
import { handler } from '../../../functions/projections/market-prices.ts';
import type { Published } from '../../../functions/shared/messages.ts';
import { candles, dailyCloses, priceAt } from '../../../functions/shared/price-history.ts';
import { publishedOf } from '../../../functions/shared/published.ts';
import { toRow } from '../../../functions/shared/rows.ts';
import { dynamo } from '../../../functions/shared/store/client.ts';
import { execute } from '../../../functions/shared/store/execute.ts';
import { batchOf, priceTick, recorded } from '../market/recorded.ts';
import { cause, openStore } from '../store/harness.ts';

beforeEach(async () => {
  await openStore();
});

const told = async (events: readonly Published[]) =>
  expect(await handler(batchOf(events))).toEqual({ batchItemFailures: [] });

const latest = async () => {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: 'market_prices',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'latest#EUR' } },
    }),
  );
  return toRow(Items[0] ?? {});
};

const stored = async () =>
  Object.fromEntries(
    await Promise.all(
      intervals.map(
        async (interval) =>
          [interval, (await candles({ currency: 'EUR', interval })).items] as const,
      ),
    ),
  );

/** Every candle that the ticks make, in order of time: what the table must hold in the end. */
const folded = (ticks: readonly { readonly at: string; readonly pricePerGram: bigint }[]) => {
  const all: Record<string, Map<string, Candle>> = Object.fromEntries(
    intervals.map((interval) => [interval, new Map()]),
  );
  let now: Candles = {};
  for (const tick of ticks) {
    now = candlesWith(now, tick);
    for (const interval of intervals) {
      const candle = now[interval] as Candle;
      all[interval]?.set(candle.startsAt, candle);
    }
  }
  return Object.fromEntries(
    Object.entries(all).map(([interval, rows]) => [interval, [...rows.values()]]),
  );
};

const startMs = instantFromWire('2026-11-23T22:00:00Z');

describe('market_prices', () => {
  it(
    'holds the fold of the ticks, in whatever order and however often they are told',
    {
      timeout: 60_000,
    },
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.record({
              afterMs: fc.integer({ min: 1, max: 1_500_000 }),
              cents: fc.integer({ min: 9_000, max: 11_000 }),
            }),
            { minLength: 1, maxLength: 12 },
          ),
          fc.infiniteStream(fc.nat()),
          async (steps, random) => {
            await openStore();
            let ms = startMs;
            const events: Published[] = [];
            const ticks: { at: string; pricePerGram: bigint }[] = [];
            for (const { afterMs, cents } of steps) {
              ms += afterMs;
              const tick = { at: formatInstant(ms), pricePerGram: BigInt(cents) * 10_000n };
              const published = await priceTick(tick.at, tick.pricePerGram);
              if (published.length > 0) ticks.push(tick);
              events.push(...published);
            }
            const draw = () => random.next().value as number;
            const deliveries = [...events, ...events.filter(() => draw() % 2 === 0)]
              .map((event) => ({ event, order: draw() }))
              .toSorted((a, b) => a.order - b.order)
              .map(({ event }) => event);
            for (const event of deliveries) await told([event]);
            expect(await stored()).toEqual(folded(ticks));
            expect(await latest()).toMatchObject({ updatedAt: ticks.at(-1)?.at });
          },
        ),
        { numRuns: 25 },
      ),
  );
});

describe('the session in market_prices', () => {
  const session = (open: boolean, at: string) =>
    recorded(at, {
      type: 'RecordSession',
      open,
      marketSession: at.slice(0, 10),
      byCalendar: true,
      since: at,
    });

  it.each(['09:59:59.000', '10:00:00.000'])(
    'believes of two sessions the one recorded last, though its poll began at %s, no later',
    async (clock) => {
      const opened = await session(true, '2026-11-23T10:00:00.000Z');
      const closed = await session(false, `2026-11-23T${clock}Z`);
      await told(opened);
      await told(closed);
      expect(await latest()).toMatchObject({ session: 'closed' });
      await told(opened);
      expect(await latest()).toMatchObject({ session: 'closed' });
    },
  );

  it('knows of a session that came without a price, and forgets no newer one', async () => {
    const opened = await session(true, '2026-11-22T23:00:00.000Z');
    const closed = await session(false, '2026-11-23T22:00:00.000Z');
    await told(closed);
    await told(opened);
    expect(await latest()).toMatchObject({ session: 'closed', sessionByCalendar: true });
    await told(await priceTick('2026-11-23T22:00:30.000Z', 100_000_000n));
    expect(await latest()).toMatchObject({ session: 'closed', price: '100.000000' });
  });
});

describe('the history of prices', () => {
  const at = (clock: string) => `2026-11-23T${clock}Z`;
  beforeEach(async () => {
    for (const [time, price] of [
      ['10:00:10.000', 100n],
      ['10:00:50.000', 102n],
      ['10:02:30.000', 104n],
    ] as const)
      await told(await priceTick(at(time), price * 1_000_000n));
    await told(await priceTick('2026-11-25T08:00:00.000Z', 110_000_000n));
  });

  it.each([
    ['2026-11-23T10:00:09.999Z', undefined],
    ['2026-11-23T10:00:10.000Z', 100n],
    ['2026-11-23T10:00:49.999Z', 100n],
    ['2026-11-23T10:00:50.000Z', 102n],
    ['2026-11-23T10:02:29.999Z', 102n],
    ['2026-11-23T10:02:30.000Z', 104n],
    ['2026-11-25T07:59:59.999Z', 104n],
    ['2027-01-01T00:00:00.000Z', 110n],
  ])('knows at %s the price that had been seen, and none that came later', async (when, price) =>
    expect((await priceAt('EUR', when))?.pricePerGram).toBe(price && price * 1_000_000n),
  );

  it('has a close for every day, within a range of days', async () => {
    const both = [
      { day: '2026-11-23', pricePerGram: 104_000_000n },
      { day: '2026-11-25', pricePerGram: 110_000_000n },
    ];
    expect(await dailyCloses('EUR')).toEqual(both);
    expect(await dailyCloses('EUR', { from: '2026-11-23', to: '2026-11-24' })).toEqual([both[0]]);
    expect(await dailyCloses('EUR', { from: '2026-11-24', to: '2026-11-25' })).toEqual([both[1]]);
    expect(await dailyCloses('EUR', { from: '2026-11-26', to: '2026-11-25' })).toEqual([]);
    expect(await dailyCloses('USD')).toEqual([]);
  });

  it('pages through a range, both ends included', async () => {
    const range = { currency: 'EUR', interval: '1m', from: at('10:00:00.000'), limit: 1 } as const;
    const first = await candles(range);
    expect(first.items.map(({ startsAt }) => startsAt)).toEqual([at('10:00:00.000')]);
    const second = await candles({ ...range, to: at('10:02:00.000'), after: first.last ?? '' });
    expect(second.items.map(({ startsAt }) => startsAt)).toEqual([at('10:02:00.000')]);
    const none = await candles({ ...range, to: at('10:02:00.000'), after: second.last ?? '' });
    expect(none).toEqual({ items: [], last: undefined });
    expect((await candles({ ...range, to: at('09:00:00.000') })).items).toEqual([]);
  });
});

describe('imported prices', () => {
  const day = '2026-11-23T00:00:00.000Z';
  const importOf = async (dollars: bigint, name: string) => {
    const at = '2026-11-24T10:00:00.000Z';
    const { commits } = await execute({
      cause: cause(name, at),
      participants: [
        {
          folding: priceHistory,
          stream: 'history-EUR-2026',
          decide: (state: PriceHistory) =>
            priceHistory.decide(
              {
                type: 'ImportPrices',
                currency: 'EUR',
                year: '2026',
                rate: 1_000_000n,
                prices: [
                  { day: '2026-11-22', usdPerOunce: dollars * 1_000_000n },
                  { day: '2026-11-23', usdPerOunce: dollars * 1_000_000n },
                ],
                at,
              },
              state,
            ),
        },
      ],
    });
    return commits.flatMap(publishedOf);
  };
  const closes = async () =>
    (await dailyCloses('EUR')).map(({ day: on, pricePerGram }) => [on, pricePerGram]);

  it('give days a candle, the later import before the earlier, and never before the market', () =>
    fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (order) => {
        await openStore();
        const events = [
          ...(await importOf(3_500n, 'first')),
          ...(await importOf(3_600n, 'second')),
          ...(await priceTick('2026-11-23T10:00:00.000Z', 120_000_000n)),
          ...(await priceTick('2026-11-23T10:01:00.000Z', 121_000_000n)),
        ];
        const told = [...events, ...events]
          .map((event) => ({ event, place: order.next().value ?? 0 }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ event }) => event);
        for (const event of told)
          expect(await handler(batchOf([event]))).toEqual({ batchItemFailures: [] });
        // 3,600 dollars an ounce are 115.742688 a gram.
        expect(await closes()).toEqual([
          ['2026-11-22', 115_742_688n],
          ['2026-11-23', 121_000_000n],
        ]);
        const { items } = await candles({ currency: 'EUR', interval: '1d', from: day });
        expect(items).toMatchObject([{ count: 2, open: 120_000_000n }]);
      }),
      { numRuns: 20 },
    ));

  it('leave the latest price alone', async () => {
    await told(await importOf(3_500n, 'first'));
    expect(await latest()).toEqual({});
    expect(await priceAt('EUR', '2026-11-22T00:00:00.000Z')).toMatchObject({
      pricePerGram: 112_527_613n,
    });
  });
});
