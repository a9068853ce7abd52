import { askOf, asPrice, bidOf, microPrice } from '../model/amounts.ts';
import { marketEventsOf, type Tick, ticksOf } from '../model/ticks.ts';
import type { Cast } from '../play.ts';
import { type Data, rowsOf, type Streams } from '../stores.ts';

type Row = Readonly<Record<string, unknown>>;

/** The longest that a poll takes from its beginning, whose time its price bears, until it has heard every source. */
const pollMsMax = 30_000;

/** Ticks follow each other in time, each is one, and each names the one before it. */
const brokenMoves = (ticks: readonly Tick[]): readonly string[] => {
  const wrong: string[] = [];
  const seen = new Set<string>();
  for (const [index, { priceId, previous, updatedAt }] of ticks.entries()) {
    const before = ticks[index - 1];
    if (seen.has(priceId)) wrong.push(`price ${priceId} was recorded twice`);
    seen.add(priceId);
    if (before !== undefined && before.updatedAt >= updatedAt)
      wrong.push(`the price of ${updatedAt} stands behind that of ${before.updatedAt}`);
    if (previous !== before?.price)
      wrong.push(`the price of ${updatedAt} moved from ${previous}, not from ${before?.price}`);
  }
  return wrong;
};

/** What was recorded is what the market had meanwhile, whatever one source said; at rest it is what it has now. */
const notOfTheMarket = ({ held }: Cast, ticks: readonly Tick[]): readonly string[] => {
  const [first, last] = [held[0], held.at(-1)];
  if (first === undefined || last === undefined) return [];
  const wrong = ticks.flatMap(({ atMs, price, updatedAt }) => {
    if (atMs <= first.fromMs) return [];
    const before = held.findLastIndex(({ fromMs }) => fromMs < atMs);
    const had = held.slice(before).filter(({ fromMs }) => fromMs <= atMs + pollMsMax);
    const prices = had.map((one) => one.price).sort((a, b) => (a < b ? -1 : 1));
    const [least = 0n, most = 0n] = [prices[0], prices.at(-1)];
    return price < least || price > most
      ? [`at ${updatedAt} the price is ${asPrice(price)}, the market’s ${prices.map(asPrice)}`]
      : [];
  });
  const newest = ticks.at(-1)?.price ?? 0n;
  if (newest !== last.price)
    wrong.push(`the newest price is ${asPrice(newest)}, the market’s ${asPrice(last.price)}`);
  return wrong;
};

const intervals = { '1m': 'T00:00'.length, '1h': 'T00'.length, '1d': 0 } as const;
const dayLength = 'yyyy-mm-dd'.length;
const midnight = 'T00:00:00.000Z';

/** When the interval began that an instant lies in: what is left of its text says it. */
const startOf = (instant: string, interval: keyof typeof intervals): string => {
  const kept = intervals[interval];
  return `${instant.slice(0, dayLength + kept)}${midnight.slice(kept)}`;
};

/** The candle of some prices: first and last, most and least, how many. */
const candleOf = (ticks: readonly Tick[]): Row => {
  const prices = ticks.map(({ price }) => price).sort((a, b) => (a < b ? -1 : 1));
  return {
    open: asPrice(ticks[0]?.price ?? 0n),
    openedAt: ticks[0]?.updatedAt,
    high: asPrice(prices.at(-1) ?? 0n),
    low: asPrice(prices[0] ?? 0n),
    close: asPrice(ticks.at(-1)?.price ?? 0n),
    closedAt: ticks.at(-1)?.updatedAt,
    count: ticks.length,
  };
};

const latestOf = (streams: Streams, ticks: readonly Tick[]): Row => {
  const { priceId, price = 0n, updatedAt } = ticks.at(-1) ?? {};
  const spoken = marketEventsOf(streams).findLast(({ type }) => type !== 'MarketPriceUpdated');
  const session = spoken?.type === 'MarketOpened' ? 'open' : 'closed';
  return { price: asPrice(price), priceId, updatedAt, session };
};

const rowsOfTicks = (streams: Streams, ticks: readonly Tick[]): ReadonlyMap<string, Row> => {
  const rows = new Map<string, Row>([['latest#EUR latest', latestOf(streams, ticks)]]);
  for (const interval of Object.keys(intervals) as (keyof typeof intervals)[])
    for (const [start, some] of Map.groupBy(ticks, ({ updatedAt }) => startOf(updatedAt, interval)))
      rows.set(`${interval}#EUR ${start}`, candleOf(some));
  return rows;
};

/** Invariant 6 for market_prices: the chart is the prices that were recorded, and shows none that was not. */
const brokenChart = async (cast: Cast, streams: Streams, ticks: readonly Tick[]) => {
  const wrong: string[] = [];
  const must = rowsOfTicks(streams, ticks);
  const rows = await rowsOf(cast.stage, 'marketPricesTable');
  const shown = new Map(rows.map((row): [string, Row] => [`${row['pk']} ${row['sk']}`, row]));
  for (const [key, cells] of must)
    for (const [column, value] of Object.entries(cells))
      if (shown.get(key)?.[column] !== value)
        wrong.push(
          `market_prices says ${column} ${shown.get(key)?.[column]} of ${key}, not ${value}`,
        );
  for (const key of shown.keys())
    if (!must.has(key)) wrong.push(`market_prices has ${key} of no price`);
  return wrong;
};

/** A price may be so old when an order comes, or a quote that is as old itself; an order may hear of a later one. */
const priceAgeMsMax = 120_000;
const quoteAgeMsMax = 60_000;
const orderMsMax = 30_000;

const tradePrice = {
  GoldPurchaseInitiated: askOf,
  GoldSold: bidOf,
} as const;

/** Whoever trades pays and gets a price of the market at that time, with the house's margin and no other. */
const notAtThePrice = (streams: Streams, ticks: readonly Tick[]): readonly string[] =>
  [...streams].flatMap(([stream, stored]) =>
    stored.flatMap(({ commit: { events, meta } }) =>
      events.flatMap(({ type, data }) => {
        const priceOf = tradePrice[type as keyof typeof tradePrice];
        if (priceOf === undefined) return [];
        const price = microPrice(`${(data as Data)['pricePerGram']}`);
        const atMs = Date.parse(meta.at);
        const known = ticks.filter(
          (tick) =>
            tick.atMs >= atMs - priceAgeMsMax - quoteAgeMsMax && tick.atMs <= atMs + orderMsMax,
        );
        return known.some((tick) => priceOf(tick.price) === price)
          ? []
          : [`${stream} ${type} at ${meta.at} for ${asPrice(price)}, which was no price then`];
      }),
    ),
  );

/** What the market had, what was recorded of it, what is shown of that, and what people traded at. */
export const priceFaults = async (cast: Cast, streams: Streams): Promise<readonly string[]> => {
  const ticks = ticksOf(streams);
  return [
    ...brokenMoves(ticks),
    ...notOfTheMarket(cast, ticks),
    ...(await brokenChart(cast, streams, ticks)),
    ...notAtThePrice(streams, ticks),
  ];
};
