import { priceFromWire } from '../../domain/shared/price.ts';
import { msPerSecond } from '../../domain/shared/time.ts';
import { everyConnection } from '../shared/connections.ts';
import { metric } from '../shared/log.ts';
import { marketPriceOf, spokenSession } from '../shared/market-price.ts';
import { consumer, type Published } from '../shared/messages.ts';
import { type Message, postToAll } from './post.ts';

/** News that is older has a successor, or was asked for since by whoever came back. */
const lateMsMax = 60 * msPerSecond;
/** So many readers share the table of connections. */
const parts = 4;

/** The market after an event of it; undefined before its first price. */
const priceMessage = ({ state }: Published): Message | undefined => {
  const { priceId, goldPricePerGram, currency, updatedAt } = state;
  if (priceId === '') return undefined;
  const tick = {
    priceId: `${priceId}`,
    spotPerGram: priceFromWire(`${goldPricePerGram}`),
    currency: `${currency}`,
    updatedAt: `${updatedAt}`,
    ...spokenSession(state),
  };
  return { type: 'price', data: marketPriceOf(tick, Date.now()) };
};

const messageOf = (event: Published): Message | undefined =>
  event.eventType === 'PoolUpdated' ? { type: 'pool', data: event.eventData } : priceMessage(event);

/** Prices, sessions and pools: told to everybody who is connected, and costing what is connected. */
export const handler = consumer('tell-everybody', async (event) => {
  if (Date.now() - Date.parse(event.timestamp) > lateMsMax) return;
  const message = messageOf(event);
  if (message === undefined) return;
  const posted = await Promise.all(
    Array.from({ length: parts }, (_, part) => postToAll(everyConnection(part, parts), message)),
  );
  // Who was not reached is told the next price: telling all of them again would cost more than it brings.
  for (const outcome of ['sent', 'failed'] as const)
    metric(
      'Broadcast',
      posted.reduce((sum, each) => sum + each[outcome], 0),
      'Count',
      { outcome },
    );
});
