import { asCents, asGrams, asPrice, bidOf, cents, proceedsOf } from '../model/amounts.ts';
import { type Tick, ticksOf } from '../model/ticks.ts';
import type { Cast } from '../play.ts';
import { type Data, rowsOf, type StoredCommit, type Streams, walletOf } from '../stores.ts';
import { tallyOf } from './ledger.ts';

type Cells = Readonly<Record<string, string>>;

/** What sales have gained, by their own proceeds and costs. */
const realisedOf = (stored: readonly StoredCommit[]): bigint =>
  stored
    .flatMap(({ commit }) => commit.events)
    .filter(({ type }) => type === 'GoldSold')
    .map(({ data }) => data as Data)
    .reduce(
      (sum, { proceeds, costBasis }) => sum + cents(`${proceeds}`) - cents(`${costBasis}`),
      0n,
    );

/** What gold is worth and has gained at a spot price: what a sale would bring, rounded down. */
const worthOf = (stream: string, stored: readonly StoredCommit[], spot: bigint): Cells => {
  const { grams, costBasis } = tallyOf(stream, stored).tally;
  const [value, realised] = [proceedsOf(grams, bidOf(spot)), realisedOf(stored)];
  return {
    grams: asGrams(grams),
    costBasis: asCents(costBasis),
    value: asCents(value),
    unrealisedGain: asCents(value - costBasis),
    realisedGain: asCents(realised),
    totalGain: asCents(value - costBasis + realised),
  };
};

const differing = (what: string, is: Data, must: Cells): readonly string[] =>
  Object.entries(must)
    .filter(([column, value]) => is[column] !== value)
    .map(([column, value]) => `${what} says ${column} ${is[column]}, and must say ${value}`);

const walletPrefix = 'wallet-';

/** Every stored valuation is that of a state that the wallet had, at a price that the market had. */
const storedValuations = async (cast: Cast, streams: Streams, ticks: readonly Tick[]) => {
  const prices = new Map(ticks.map((tick) => [tick.priceId, tick.price]));
  const rows = await rowsOf(cast.stage, 'portfolioValuationsTable');
  return rows.flatMap((row): readonly string[] => {
    const stream = `${walletPrefix}${row['walletId']}`;
    const what = `the valuation of ${stream} at ${row['valuedAt']}`;
    const spot = prices.get(`${row['priceId']}`);
    if (spot === undefined) return [`${what} is at a price that there never was`];
    const until = (streams.get(stream) ?? []).filter(
      ({ commit }) => commit.version <= Number(row['version']),
    );
    const must = { spot: asPrice(spot), bid: asPrice(bidOf(spot)) };
    return differing(what, row, { ...must, ...worthOf(stream, until, spot) });
  });
};

/** What customers are shown of their gold: what it comes to at the newest price. */
const shownValuations = async (cast: Cast, streams: Streams, ticks: readonly Tick[]) => {
  const wrong: string[] = [];
  const spot = ticks.at(-1)?.price ?? 0n;
  for (const { person } of cast.customers) {
    const { stream, stored } = walletOf(streams, person.userId);
    const { body } = await person.ask('GET', '/v1/portfolio');
    const what = `${person.name}’s portfolio`;
    const { grams } = tallyOf(stream, stored).tally;
    const must = worthOf(stream, stored, spot);
    wrong.push(
      ...differing(what, body, { ...must, valueAtSpot: asCents(proceedsOf(grams, spot)) }),
      ...differing(what, body.price, { spot: asPrice(spot), bid: asPrice(bidOf(spot)) }),
    );
  }
  return wrong;
};

/** What gold is worth, as it is stored and as it is shown. */
export const valuationFaults = async (cast: Cast, streams: Streams): Promise<readonly string[]> => {
  const ticks = ticksOf(streams);
  return [
    ...(await storedValuations(cast, streams, ticks)),
    ...(await shownValuations(cast, streams, ticks)),
  ];
};
