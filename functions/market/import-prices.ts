import * as z from 'zod/mini';
import {
  type DollarPrice,
  type PriceHistory,
  priceHistory,
} from '../../domain/market/price-history.ts';
import { checkedPrices } from '../../domain/market/price-rows.ts';
import { positiveDecimal } from '../../domain/shared/decimal-codec.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { required } from '../shared/env.ts';
import { CurrencyText, named } from '../shared/http/answers.ts';
import { upload } from '../shared/http/endpoint.ts';
import { execute } from '../shared/store/execute.ts';
import { readPrices } from './price-csv.ts';

const micro = 1_000_000n;

/** Units of the currency for a dollar. Between a ten-thousandth and a million, a gram still has a price that fits. */
const Rate = positiveDecimal(6, 'a rate').check(
  z.refine((rate) => rate >= micro / 10_000n && rate <= micro * micro, {
    error: 'a rate is between 0.0001 and 1000000',
  }),
);

const Parameters = z.strictObject({
  currency: z.string().check(z.regex(/^[A-Z]{3}$/, 'three capital letters, such as EUR')),
  rate: Rate,
});

const PricesImported = named(
  'PricesImported',
  z.object({
    currency: CurrencyText,
    from: z.string(),
    to: z.string(),
    prices: z.number(),
    changed: z.number(),
  }),
  { description: 'How many prices the file holds, and how many of them were not known like that.' },
);

/** A stream of prices per currency and year. */
const streamOf = (currency: string, year: string): string => `history-${currency}-${year}`;

/**
 * Takes in a file of historical prices: all of its years in one transaction, or none of it. The same file again
 * changes nothing.
 */
export const handler = upload({
  consumes: 'text/csv',
  parameters: Parameters,
  answer: PricesImported,
  groups: ['operations', 'admin'],
  status: 200,
  handle: async ({ text, parameters: { currency, rate }, cause }) => {
    const traded = required('currency');
    if (currency !== traded)
      throw new Refusal('price-history.foreign-currency', `Prices are kept in ${traded} here.`);
    const prices = checkedPrices(readPrices(text), cause.at);
    const years = Map.groupBy(prices, ({ day }) => day.slice(0, 4));
    const changed = new Map<string, number>();
    const participantOf = (year: string, some: readonly DollarPrice[]) => ({
      folding: priceHistory,
      stream: streamOf(currency, year),
      decide: (state: PriceHistory) => {
        const { at } = cause;
        const events = priceHistory.decide(
          { type: 'ImportPrices', currency, year, rate, prices: some, at },
          state,
        );
        changed.set(
          year,
          events.reduce((sum, { data }) => sum + data.prices.length, 0),
        );
        return events;
      },
    });
    await execute({
      cause,
      participants: [...years].map(([year, some]) => participantOf(year, some)),
    });
    return {
      currency,
      from: prices[0]?.day ?? '',
      to: prices.at(-1)?.day ?? '',
      prices: prices.length,
      changed: [...changed.values()].reduce((sum, count) => sum + count, 0),
    };
  },
});
