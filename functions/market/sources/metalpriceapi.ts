import * as z from 'zod/mini';
import { type Adapter, EpochSeconds, PricePerOunce } from './adapter.ts';

/**
 * MetalpriceAPI, `GET /v1/latest?base=…&currencies=XAU` (https://metalpriceapi.com/documentation). Precious metals are
 * per troy ounce; the rate named after base and metal is the price of one, the other its inverse.
 */
export const metalpriceapi: Adapter = {
  request: (url, key) => ({ url, headers: { 'x-api-key': key } }),
  answer: (currency) =>
    z.pipe(
      z.object({
        success: z.literal(true),
        base: z.literal(currency),
        timestamp: EpochSeconds,
        rates: z.object({ [`${currency}XAU`]: PricePerOunce }),
      }),
      z.transform(({ rates, timestamp }) => ({
        pricePerGram: rates[`${currency}XAU`] as bigint,
        at: timestamp,
      })),
    ),
};
