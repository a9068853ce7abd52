import * as z from 'zod/mini';
import type { Movement } from '../../domain/portfolio/movements.ts';
import { valueHistory } from '../../domain/portfolio/performance.ts';
import { instantsOf, lastTold, resolutionOf, type Told } from '../../domain/portfolio/series.ts';
import { formatGrams } from '../../domain/shared/gold.ts';
import { formatMoney } from '../../domain/shared/money.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { formatInstant, Instant, instantFromWire } from '../../domain/shared/time.ts';
import { bidOf } from '../../domain/trading/pricing.ts';
import { required } from '../shared/env.ts';
import {
  CurrencyText,
  GramsText,
  InstantText,
  listOf,
  MoneyText,
  named,
} from '../shared/http/answers.ts';
import { query } from '../shared/http/endpoint.ts';
import { walletIdOf } from '../shared/wallet-ids.ts';
import { toldPrices } from './told-prices.ts';
import { movementsUntil } from './wallet-events.ts';

const ValuePoint = named(
  'ValuePoint',
  z.object({ at: InstantText, grams: GramsText, value: MoneyText, invested: MoneyText }),
  {
    description: 'Value at the bid of the time; invested is what was paid less what was received.',
  },
);

const PortfolioHistory = named(
  'PortfolioHistory',
  z.object({
    currency: CurrencyText,
    from: InstantText,
    to: InstantText,
    stepSeconds: z.number(),
    points: listOf(ValuePoint),
  }),
);

const dayMs = 86_400_000;

/** The stretch asked for, or from the day before the first movement until now. */
const stretchOf = (
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  [first]: readonly Movement[],
): readonly [fromMs: number, toMs: number] => {
  const nowMs = Date.now();
  const toMs = to === undefined ? nowMs : instantFromWire(to);
  const fromMs = from === undefined ? (first?.atMs ?? toMs) - dayMs : instantFromWire(from);
  if (fromMs > toMs || toMs > nowMs)
    throw new Refusal('portfolio.invalid-period', 'from must be before to, and to not after now.');
  return [fromMs, toMs];
};

/** Throws `market.no-price` where gold was held and its price is not known: a hole is not drawn as a line. */
const priceOf = (prices: readonly Told[], firstHeldMs: number) => (atMs: number) => {
  const told = lastTold(prices, atMs);
  if (told !== undefined) return bidOf(told.pricePerGram);
  if (atMs < firstHeldMs) return 0n;
  throw new Refusal('market.no-price', 'No price is known of a part of that time.', {
    at: formatInstant(atMs),
  });
};

/** What the customer's gold was worth over time, in at most 400 points. */
export const handler = query({
  schema: z.strictObject({ from: z.optional(Instant), to: z.optional(Instant) }),
  answer: PortfolioHistory,
  groups: ['customer'],
  handle: async ({ actor, parameters }) => {
    const currency = required('currency');
    const until = parameters.to ?? new Date().toISOString();
    const movements = await movementsUntil(walletIdOf(actor.userId), currency, until);
    const [fromMs, toMs] = stretchOf(parameters, movements);
    const { stepMs, interval } = resolutionOf(fromMs, toMs);
    const prices = await toldPrices(currency, interval, fromMs, toMs);
    const priceAt = priceOf(prices, movements[0]?.atMs ?? Number.POSITIVE_INFINITY);
    const points = valueHistory({ movements, priceAt, currency }, instantsOf(fromMs, toMs, stepMs));
    return {
      currency,
      from: formatInstant(fromMs),
      to: formatInstant(toMs),
      stepSeconds: Math.round(stepMs / 1_000),
      points: points.map(({ atMs, grams, value, invested }) => ({
        at: formatInstant(Math.round(atMs)),
        grams: formatGrams(grams),
        value: formatMoney(value, currency),
        invested: formatMoney(invested, currency),
      })),
    };
  },
});
