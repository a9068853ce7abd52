import * as z from 'zod/mini';
import { heldStretches, performanceOf } from '../../domain/portfolio/performance.ts';
import { rateOfYear } from '../../domain/portfolio/returns.ts';
import { formatMoney } from '../../domain/shared/money.ts';
import { formatInstant, Instant, instantFromWire } from '../../domain/shared/time.ts';
import { bidOf } from '../../domain/trading/pricing.ts';
import { required } from '../shared/env.ts';
import { CurrencyText, InstantText, MoneyText, named } from '../shared/http/answers.ts';
import { query } from '../shared/http/endpoint.ts';
import { walletIdOf } from '../shared/wallet-ids.ts';
import { instantOf } from './holding.ts';
import { spotAt, spotKnownAt } from './spot.ts';
import { movementsUntil } from './wallet-events.ts';

const Rate = named(
  'Rate',
  z.object({ year: z.nullable(z.number()), period: z.nullable(z.number()) }),
  {
    description:
      '0.05 is 5 %. period is over the whole time, year a year’s; null where there is none. A year’s time-weighted rate needs a year (GIPS 2020).',
  },
);

const Performance = named(
  'Performance',
  z.object({
    currency: CurrencyText,
    from: z.nullable(InstantText),
    until: InstantText,
    value: MoneyText,
    invested: MoneyText,
    moneyWeighted: Rate,
    timeWeighted: Rate,
  }),
);

const pricesAtOnce = 20;

/** The bid at each of some instants, a few at a time. */
const bidsAt = async (currency: string, instants: readonly number[]) => {
  const bids = new Map<number, bigint>();
  for (let from = 0; from < instants.length; from += pricesAtOnce)
    await Promise.all(
      instants.slice(from, from + pricesAtOnce).map(async (atMs) => {
        const { spotPerGram } = await spotKnownAt(currency, formatInstant(atMs));
        bids.set(atMs, bidOf(spotPerGram));
      }),
    );
  return bids;
};

/** A ten-thousandth of a percent is as fine as a rate is worth saying. */
const rounded = (rate: number | undefined): number | null =>
  rate === undefined ? null : Number(rate.toFixed(6));

/** How the customer's gold has done, by what was paid for it and by the price alone; now or at an instant. */
export const handler = query({
  schema: z.strictObject({ asOf: z.optional(Instant) }),
  answer: Performance,
  groups: ['customer'],
  handle: async ({ actor, parameters: { asOf } }) => {
    const currency = required('currency');
    const until = instantOf(asOf);
    const untilMs = instantFromWire(until);
    const movements = await movementsUntil(walletIdOf(actor.userId), currency, until);
    const boundaries = heldStretches(movements).flatMap(({ fromMs, toMs = untilMs }) => [
      fromMs,
      toMs,
    ]);
    const bids = await bidsAt(
      currency,
      [...new Set(boundaries)].filter((atMs) => atMs !== untilMs),
    );
    bids.set(untilMs, bidOf((await spotAt(currency, asOf)).spotPerGram));
    const done = performanceOf({
      movements,
      priceAt: (atMs) => {
        const bid = bids.get(atMs);
        if (bid === undefined) throw new RangeError('a price that was not asked for');
        return bid;
      },
      currency,
      untilMs,
    });
    const first = movements[0]?.atMs;
    const lastedMs = first === undefined ? 0 : untilMs - first;
    return {
      currency,
      from: first === undefined ? null : formatInstant(first),
      until,
      value: formatMoney(done.value, currency),
      invested: formatMoney(done.invested, currency),
      moneyWeighted: {
        year: rounded(done.moneyWeighted),
        period: rounded(done.moneyWeightedOfPeriod),
      },
      timeWeighted: {
        year: rounded(rateOfYear(done.timeWeighted, lastedMs)),
        period: rounded(done.timeWeighted),
      },
    };
  },
});
