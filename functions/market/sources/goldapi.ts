import * as z from 'zod/mini';
import { type Adapter, EpochSeconds, PricePerOunce } from './adapter.ts';

/** GoldAPI.io, `GET /api/XAU/{currency}`: the price of a troy ounce (https://www.goldapi.io/dashboard). */
export const goldapi: Adapter = {
  request: (url, key) => ({ url, headers: { 'x-access-token': key } }),
  answer: (currency) =>
    z.pipe(
      z.object({
        timestamp: EpochSeconds,
        metal: z.literal('XAU'),
        currency: z.literal(currency),
        price: PricePerOunce,
      }),
      z.transform(({ price, timestamp }) => ({ pricePerGram: price, at: timestamp })),
    ),
};
