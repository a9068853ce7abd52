import type { Data, Streams } from '../stores.ts';
import { microPrice } from './amounts.ts';

/** A price as the market's streams have it. */
export interface Tick {
  readonly priceId: string;
  /** Micro-euro per gram. */
  readonly price: bigint;
  /** What the event says that it moved from. */
  readonly previous: bigint | undefined;
  readonly updatedAt: string;
  readonly atMs: number;
}

/** All that was ever told of the market, oldest first: a day is a stream, and the names of days sort. */
export const marketEventsOf = (streams: Streams) =>
  [...streams]
    .filter(([stream]) => stream.startsWith('market-'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, stored]) => stored.flatMap(({ commit }) => commit.events))
    .map(({ type, data }) => ({ type, data: data as Data }));

/** Every price that was recorded, oldest first. */
export const ticksOf = (streams: Streams): readonly Tick[] =>
  marketEventsOf(streams)
    .filter(({ type }) => type === 'MarketPriceUpdated')
    .map(({ data }) => ({
      priceId: `${data['priceId']}`,
      price: microPrice(`${data['goldPricePerGram']}`),
      previous:
        data['previousPricePerGram'] === undefined
          ? undefined
          : microPrice(`${data['previousPricePerGram']}`),
      updatedAt: `${data['updatedAt']}`,
      atMs: Date.parse(`${data['updatedAt']}`),
    }));
