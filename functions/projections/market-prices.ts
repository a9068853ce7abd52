import type { PublicCandle } from '../../domain/market/candles.ts';
import type { PublicMarket } from '../../domain/market/market.ts';
import type { PriceHistoryImported } from '../../domain/market/price-history-events.ts';
import { inParts } from '../../domain/shared/parts.ts';
import { required } from '../shared/env.ts';
import type { Published } from '../shared/messages.ts';
import { expiryOf, partitionOf } from '../shared/price-rows.ts';
import { projection } from '../shared/projection.ts';
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
const latestSession = ({
  aggregateId,
  eventType,
  eventData,
  timestamp,
}: Published): Promise<void> =>
  setRow(
    required('marketPricesTable'),
    latestOf(aggregateId.slice(0, aggregateId.indexOf('-'))),
    {
      session: eventType === 'MarketOpened' ? 'open' : 'closed',
      sessionByCalendar: eventData['byCalendar'] === true,
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

/** Below every version of a tick: what the market itself said of a day stays, whatever is imported before or after. */
const versionsBelowTicks = -1_000_000_000;
const writesAtOnce = 25;

/** A day's candle of one imported price; of two imports the later one counts. */
const imported = async ({ eventData, sequenceNumber }: Published): Promise<void> => {
  const { currency, prices } = eventData as PriceHistoryImported['data'];
  for (const some of inParts(prices, writesAtOnce))
    await Promise.all(
      some.map(({ day, pricePerGram: price }) => {
        const at = `${day}T00:00:00.000Z`;
        return setRow(
          required('marketPricesTable'),
          { pk: partitionOf(currency, '1d'), sk: at },
          {
            open: price,
            openedAt: at,
            high: price,
            low: price,
            close: price,
            closedAt: at,
            count: 1,
            version: versionsBelowTicks + sequenceNumber,
          },
        );
      }),
    );
};

/** market_prices: the latest price, the session, and candles of a minute, an hour and a day. */
export const handler = projection('market-prices', async (event) => {
  if (event.eventType === 'PriceHistoryImported') return imported(event);
  if (event.eventType !== 'MarketPriceUpdated') return latestSession(event);
  await Promise.all([latestPrice(event), candles(event)]);
});
