import * as z from 'zod/mini';
import { required } from '../shared/env.ts';
import {
  CurrencyText,
  GramsText,
  MoneyText,
  named,
  PriceText,
  Version,
} from '../shared/http/answers.ts';
import { query } from '../shared/http/endpoint.ts';
import { walletIdOf } from '../shared/wallet-ids.ts';
import { AsOf, walletAt } from './as-of.ts';

const Holdings = named(
  'Holdings',
  z.object({
    grams: GramsText,
    averageCost: PriceText,
    costBasis: MoneyText,
    currency: CurrencyText,
    version: Version,
  }),
);
type Holdings = z.infer<typeof Holdings>;

/** The customer's gold. */
export const handler = query({
  schema: AsOf,
  answer: Holdings,
  groups: ['customer'],
  handle: async ({ actor, parameters: { asOf } }) => {
    const walletId = walletIdOf(actor.userId);
    const { grams, averageCost, costBasis, currency, version } = await walletAt<keyof Holdings>(
      required('goldHoldingsTable'),
      walletId,
      asOf,
    );
    return { grams, averageCost, costBasis, currency, version };
  },
});
