import { required } from '../shared/env.ts';
import { consumer, type Published } from '../shared/messages.ts';
import { setRow } from '../shared/rows.ts';

const minuteOf = (instant: string): string => `${instant.slice(0, 16)}:00.000Z`;

/** The latest price and session: ordered by time, since every day is a stream of its own. */
const latest = ({ state, timestamp }: Published): Promise<void> =>
  setRow(
    required('marketPricesTable'),
    { pk: `latest#${state['currency']}`, sk: 'latest' },
    {
      price: `${state['goldPricePerGram']}`,
      priceId: `${state['priceId']}`,
      updatedAt: `${state['updatedAt']}`,
      session: `${state['session']}`,
      version: Date.parse(timestamp),
    },
  );

/** The last price of each minute, a partition a day. */
const minute = ({ eventData, sequenceNumber, timestamp }: Published): Promise<void> =>
  setRow(
    required('marketPricesTable'),
    { pk: `1m#${eventData['currency']}#${timestamp.slice(0, 10)}`, sk: minuteOf(timestamp) },
    { price: `${eventData['goldPricePerGram']}`, version: sequenceNumber },
  );

/** market_prices. */
export const handler = consumer('market-prices', async (event) => {
  if (event.lastInCommit && event.state['priceId'] !== '') await latest(event);
  if (event.eventType === 'MarketPriceUpdated') await minute(event);
});
