import * as z from 'zod/mini';
import { CurrencyText, InstantText, named, PriceText } from '../shared/http/answers.ts';
import { noParameters, query } from '../shared/http/endpoint.ts';
import { latestTick } from '../shared/latest-price.ts';
import { marketPriceOf } from '../shared/market-price.ts';

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
  handle: async () => marketPriceOf(await latestTick(), Date.now()),
});
