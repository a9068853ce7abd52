import * as z from 'zod/mini';
import { Instant } from '../../../domain/shared/time.ts';
import { type Adapter, PricePerOunce } from './adapter.ts';

/** metals.dev, `GET /v1/metal/spot?metal=gold&currency=…` (https://metals.dev/docs). Its key goes in the query. */
export const metalsDev: Adapter = {
  request: (url, key) => ({
    url: `${url}&api_key=${encodeURIComponent(key)}`,
    headers: { accept: 'application/json' },
  }),
  answer: (currency) =>
    z.pipe(
      z.object({
        status: z.literal('success'),
        timestamp: Instant,
        currency: z.literal(currency),
        unit: z.literal('toz'),
        metal: z.literal('gold'),
        rate: z.object({ price: PricePerOunce }),
      }),
      z.transform(({ rate, timestamp }) => ({
        pricePerGram: rate.price,
        at: new Date(timestamp).toISOString(),
      })),
    ),
};
