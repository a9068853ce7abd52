import * as z from 'zod/mini';
import { formatPrice } from '../../domain/shared/price.ts';
import { instantFromWire } from '../../domain/shared/time.ts';
import { marketSessionAt } from '../../domain/trading/market-hours.ts';
import { askOf, bidOf } from '../../domain/trading/pricing.ts';
import { CurrencyText, InstantText, named, PriceText } from '../shared/http/answers.ts';
import { noParameters, query } from '../shared/http/endpoint.ts';
import { latestTick } from '../shared/latest-price.ts';

const MarketPrice = named(
  'MarketPrice',
  z.object({
    priceId: z.string(),
    currency: CurrencyText,
    spot: PriceText,
    ask: PriceText,
    bid: PriceText,
    session: z.enum(['open', 'closed']),
    marketSession: z.string(),
    updatedAt: InstantText,
    ageSeconds: z.number(),
  }),
);

/** The market now: spot, what customers pay and get per gram, whether it is open, and how old the price is. */
export const handler = query({
  schema: noParameters,
  answer: MarketPrice,
  groups: 'public',
  handle: async () => {
    const tick = await latestTick();
    const nowMs = Date.now();
    const session = marketSessionAt(nowMs);
    const open = tick.open ?? session.open;
    return {
      priceId: tick.priceId,
      currency: tick.currency,
      spot: formatPrice(tick.spotPerGram),
      ask: formatPrice(askOf(tick.spotPerGram)),
      bid: formatPrice(bidOf(tick.spotPerGram)),
      session: open ? ('open' as const) : ('closed' as const),
      marketSession: session.marketSession,
      updatedAt: tick.updatedAt,
      ageSeconds: Math.max(0, Math.round((nowMs - instantFromWire(tick.updatedAt)) / 1_000)),
    };
  },
});
