import * as z from 'zod/mini';
import { pointsMax } from '../../domain/portfolio/series.ts';
import { type PricePoint, type WhatIf, whatIf } from '../../domain/portfolio/what-if.ts';
import { formatGrams } from '../../domain/shared/gold.ts';
import { amountOf, formatMoney, wholeUnits } from '../../domain/shared/money.ts';
import { policy } from '../../domain/shared/policy.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { Day } from '../../domain/shared/time.ts';
import { required } from '../shared/env.ts';
import { CurrencyText, GramsText, listOf, MoneyText, named } from '../shared/http/answers.ts';
import { command } from '../shared/http/endpoint.ts';
import { closingPrices } from './closing-prices.ts';

const Amount = amountOf('EUR');
const Asked = z.strictObject({
  invest: z.union([
    z.strictObject({ amount: Amount, on: Day }),
    z.strictObject({ amount: Amount, monthlyFrom: Day }),
  ]),
  until: z.optional(Day),
});
type Asked = z.infer<typeof Asked>;

const WhatIfAnswer = named(
  'WhatIf',
  z.object({
    currency: CurrencyText,
    from: z.string(),
    until: z.string(),
    grams: GramsText,
    invested: MoneyText,
    value: MoneyText,
    gain: MoneyText,
    moneyWeightedReturn: z.nullable(z.number()),
    series: listOf(
      z.object({ day: z.string(), grams: GramsText, invested: MoneyText, value: MoneyText }),
    ),
  }),
  {
    description:
      'Bought in whole steps at the day’s last known price, without spread or fee; the return is a year’s (XIRR).',
  },
);

const today = (): string => new Date().toISOString().slice(0, 10);

const invalidPeriod = () =>
  new Refusal(
    'what-if.invalid-period',
    'The first day must be before the last, and both by today.',
  );

/** Throws `what-if.invalid-period`, `what-if.before-history` and `what-if.invalid-amount`. */
const questionOf = ({ invest, until: asked }: Asked, [oldest]: readonly PricePoint[]): WhatIf => {
  const until = asked ?? today();
  const monthly = 'monthlyFrom' in invest;
  const from = monthly ? invest.monthlyFrom : invest.on;
  const currency = required('currency');
  if (from > until || until > today()) throw invalidPeriod();
  if (oldest === undefined || from < oldest.day)
    throw new Refusal('what-if.before-history', 'The price history begins later.', {
      ...(oldest === undefined ? {} : { historyFrom: oldest.day }),
    });
  if (invest.amount > wholeUnits(policy.whatIf.amountMaxUnits, currency))
    throw new Refusal('what-if.invalid-amount', 'There is not that much gold to buy.');
  return { amount: invest.amount, currency, from, monthly, until, pointsMax };
};

/** "X invested on a day, or X a month, is worth …", on the real history of prices. */
export const handler = command({
  schema: Asked,
  answer: WhatIfAnswer,
  groups: 'public',
  status: 200,
  handle: async ({ body }) => {
    const history = await closingPrices(required('currency'));
    const question = questionOf(body, history);
    const { currency, from, until } = question;
    const outcome = whatIf(question, history);
    if (outcome === undefined || outcome.grams === 0n)
      throw new Refusal('what-if.invalid-amount', 'The amount buys no gold.');
    const money = (amount: bigint) => formatMoney(amount, currency);
    return {
      currency,
      from,
      until,
      grams: formatGrams(outcome.grams),
      invested: money(outcome.invested),
      value: money(outcome.value),
      gain: money(outcome.gain),
      moneyWeightedReturn:
        outcome.moneyWeighted === undefined ? null : Number(outcome.moneyWeighted.toFixed(6)),
      series: outcome.series.map(({ day, grams, invested, value }) => ({
        day,
        grams: formatGrams(grams),
        invested: money(invested),
        value: money(value),
      })),
    };
  },
});
