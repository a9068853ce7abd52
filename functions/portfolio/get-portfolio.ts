import * as z from 'zod/mini';
import { formatMoney } from '../../domain/shared/money.ts';
import { formatPrice } from '../../domain/shared/price.ts';
import { Instant, instantFromWire } from '../../domain/shared/time.ts';
import { publicWallet } from '../../domain/wallets/public-state.ts';
import {
  CurrencyText,
  GramsText,
  InstantText,
  MoneyText,
  named,
  PriceText,
  Version,
} from '../shared/http/answers.ts';
import { query } from '../shared/http/endpoint.ts';
import { walletIdOf } from '../shared/wallet-ids.ts';
import { heldAt, instantOf, valuedAt } from './holding.ts';
import { spotAt } from './spot.ts';

const ValuedAt = named(
  'ValuedAt',
  z.object({
    spot: PriceText,
    bid: PriceText,
    updatedAt: InstantText,
    ageSeconds: z.number(),
  }),
  { description: 'The price that a value was computed with, and how old it was then.' },
);

const Portfolio = named(
  'Portfolio',
  z.object({
    currency: CurrencyText,
    grams: GramsText,
    costBasis: MoneyText,
    averageCost: PriceText,
    value: MoneyText,
    valueAtSpot: MoneyText,
    unrealisedGain: MoneyText,
    realisedGain: MoneyText,
    totalGain: MoneyText,
    price: ValuedAt,
    asOf: InstantText,
    version: Version,
  }),
  { description: 'Value and gains are at the bid, which is what a sale would bring.' },
);

/** The customer's gold, what it is worth and what it has gained, exactly as the events say; now or at an instant. */
export const handler = query({
  schema: z.strictObject({ asOf: z.optional(Instant) }),
  answer: Portfolio,
  groups: ['customer'],
  handle: async ({ actor, parameters: { asOf } }) => {
    const { state, version } = await heldAt(walletIdOf(actor.userId), asOf);
    const { currency } = state;
    const { spotPerGram, updatedAt } = await spotAt(currency, asOf);
    const { bidPerGram, value, valueAtSpot, unrealisedGain, totalGain } = valuedAt(
      state,
      spotPerGram,
    );
    const { grams, costBasis, averageCost, realisedGain } = publicWallet(state);
    const instant = instantOf(asOf);
    const ageMs = instantFromWire(instant) - instantFromWire(updatedAt);
    return {
      currency,
      grams,
      costBasis,
      averageCost,
      value: formatMoney(value, currency),
      valueAtSpot: formatMoney(valueAtSpot, currency),
      unrealisedGain: formatMoney(unrealisedGain, currency),
      realisedGain,
      totalGain: formatMoney(totalGain, currency),
      price: {
        spot: formatPrice(spotPerGram),
        bid: formatPrice(bidPerGram),
        updatedAt,
        ageSeconds: Math.max(0, Math.round(ageMs / 1_000)),
      },
      asOf: instant,
      version,
    };
  },
});
