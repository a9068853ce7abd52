import type { PublicCandle } from '../../../domain/market/candles.ts';
import type { PublicMarket } from '../../../domain/market/market.ts';
import type { PriceHistoryImported } from '../../../domain/market/price-history-events.ts';
import { required } from '../../shared/env.ts';
import type { Published } from '../../shared/messages.ts';
import { expiryOf, partitionOf } from '../../shared/price-rows.ts';
import type { ReadTable, RowWrite } from '../../shared/read-table.ts';
import { marketStream } from '../../shared/recorded-price.ts';
import { newestMarketStreams } from './newest-market-streams.ts';

const latestOf = (currency: unknown) => ({ pk: `latest#${currency}`, sk: 'latest' });

/** An event's place in the market's time: its day, which is a stream of its own, and within it the order of the stream. */
const placeOf = ({ aggregateId, sequenceNumber }: Published): number =>
  Date.parse(aggregateId.slice(aggregateId.indexOf('-') + 1)) + sequenceNumber;

/** The latest price. */
const latestPrice = (event: Published): RowWrite => ({
  key: latestOf(event.eventData['currency']),
  cells: {
    price: `${event.eventData['goldPricePerGram']}`,
    priceId: `${event.eventData['priceId']}`,
    updatedAt: `${event.eventData['updatedAt']}`,
    version: placeOf(event),
  },
});

/** The latest session, with an order of its own: a session is news without a price too. */
const latestSession = (event: Published): RowWrite => ({
  key: latestOf(event.aggregateId.slice(0, event.aggregateId.indexOf('-'))),
  cells: {
    session: event.eventType === 'MarketOpened' ? 'open' : 'closed',
    sessionByCalendar: event.eventData['byCalendar'] === true,
    sessionVersion: placeOf(event),
  },
  order: 'sessionVersion',
});

/** Every commit carries the candles of its moment, whole: the newest version of one is all that counts. */
const candles = (event: Published): readonly RowWrite[] => {
  const state = event.state as PublicMarket;
  return Object.entries(state.candles).map(([interval, candle]: [string, PublicCandle]) => {
    const { startsAt, ...cells } = candle;
    return {
      key: { pk: partitionOf(state.currency, interval), sk: startsAt },
      cells: { ...cells, ...expiryOf(interval, startsAt), version: event.stateVersion },
    };
  });
};

/** Below every version of a tick: what the market itself said of a day stays, whatever is imported before or after. */
const versionsBelowTicks = -1_000_000_000;

/** A day's candle of each imported price; of two imports the later one counts. */
const imported = ({ eventData, sequenceNumber }: Published): readonly RowWrite[] => {
  const { currency, prices } = eventData as PriceHistoryImported['data'];
  return prices.map(({ day, pricePerGram: price }) => {
    const at = `${day}T00:00:00.000Z`;
    return {
      key: { pk: partitionOf(currency, '1d'), sk: at },
      cells: {
        open: price,
        openedAt: at,
        high: price,
        low: price,
        close: price,
        closedAt: at,
        count: 1,
        version: versionsBelowTicks + sequenceNumber,
      },
    };
  });
};

const writesOf = (event: Published): readonly RowWrite[] => {
  const { aggregateType, eventType } = event;
  if (aggregateType === 'history') return imported(event);
  if (aggregateType !== 'market') return [];
  return eventType === 'MarketPriceUpdated'
    ? [latestPrice(event), ...candles(event)]
    : [latestSession(event)];
};

/** market_prices: the latest price, the session, and candles of a minute, an hour and a day. */
export const marketPrices: ReadTable = {
  table: () => required('marketPricesTable'),
  key: ['pk', 'sk'],
  aggregates: ['market', 'history'],
  writesOf,
  streamsOf: (row) => {
    const { pk, sk } = row;
    const [kind, currency = ''] = `${pk}`.split('#');
    if (kind === 'latest') return newestMarketStreams(currency, row);
    const day = `${sk}`.slice(0, 10);
    return kind === '1d'
      ? [marketStream(currency, day), `history-${currency}-${day.slice(0, 4)}`]
      : [marketStream(currency, day)];
  },
  // The latest price comes from any day, and a day's candle from the market and from history.
  isShared: ({ pk }) => /^(latest|1d)#/.test(`${pk}`),
  time: 'closedAt',
};
