import type { PublicCandle } from '../../domain/market/candles.ts';
import type { PublicMarket } from '../../domain/market/market.ts';
import { required } from '../shared/env.ts';
import { consumer, type Published } from '../shared/messages.ts';
import { expiryOf, partitionOf } from '../shared/price-rows.ts';
import { setRow } from '../shared/rows.ts';

const latestOf = (currency: unknown) => ({ pk: `latest#${currency}`, sk: 'latest' });

/** The latest price: ordered by time, since every day is a stream of its own. */
const latestPrice = ({ eventData, timestamp }: Published): Promise<void> =>
  setRow(required('marketPricesTable'), latestOf(eventData['currency']), {
    price: `${eventData['goldPricePerGram']}`,
    priceId: `${eventData['priceId']}`,
    updatedAt: `${eventData['updatedAt']}`,
    version: Date.parse(timestamp),
  });

/** The latest session, with an order of its own: a session is news without a price too. */
const latestSession = ({ aggregateId, eventType, timestamp }: Published): Promise<void> =>
  setRow(
    required('marketPricesTable'),
    latestOf(aggregateId.slice(0, aggregateId.indexOf('-'))),
    {
      session: eventType === 'MarketOpened' ? 'open' : 'closed',
      sessionVersion: Date.parse(timestamp),
    },
    'sessionVersion',
  );

/** Every commit carries the candles of its moment, whole: the newest version of one is all that counts. */
const candles = async (event: Published): Promise<void> => {
  const state = event.state as PublicMarket;
  await Promise.all(
    Object.entries(state.candles).map(([interval, candle]: [string, PublicCandle]) => {
      const { startsAt, ...cells } = candle;
      return setRow(
        required('marketPricesTable'),
        { pk: partitionOf(state.currency, interval), sk: startsAt },
        { ...cells, ...expiryOf(interval, startsAt), version: event.stateVersion },
      );
    }),
  );
};

/** market_prices: the latest price, the session, and candles of a minute, an hour and a day. */
export const handler = consumer('market-prices', async (event) => {
  if (event.eventType !== 'MarketPriceUpdated') return latestSession(event);
  await Promise.all([latestPrice(event), candles(event)]);
});
