import * as z from 'zod/mini';
import { intervals, publicCandle } from '../../domain/market/candles.ts';
import { Instant } from '../../domain/shared/time.ts';
import { required } from '../shared/env.ts';
import { CurrencyText, InstantText, named, PriceText, pageOf } from '../shared/http/answers.ts';
import { Cursor, cursorAt, sortKeyOf } from '../shared/http/cursor.ts';
import { query } from '../shared/http/endpoint.ts';
import { Problem } from '../shared/http/problem.ts';
import { candles } from '../shared/price-history.ts';

/** A chart is drawn from many candles, and each is small: a day of minutes is two pages. */
const limitMax = 1_000;

const Parameters = z.strictObject({
  interval: z._default(z.enum(intervals), '1d'),
  from: z.optional(Instant),
  to: z.optional(Instant),
  limit: z.pipe(
    z._default(z.string().check(z.regex(/^\d{1,4}$/, 'must be a whole number')), '100'),
    z.transform((text) => Math.min(Math.max(Number(text), 1), limitMax)),
  ),
  cursor: Cursor,
});

const Candle = named(
  'Candle',
  z.object({
    startsAt: InstantText,
    open: PriceText,
    openedAt: InstantText,
    high: PriceText,
    low: PriceText,
    close: PriceText,
    closedAt: InstantText,
    count: z.number(),
  }),
  { description: 'What the price did in one interval, and of how many prices it is made.' },
);

const Candles = named(
  'Candles',
  z.extend(pageOf(Candle), { currency: CurrencyText, interval: z.enum(intervals) }),
);

const sortable = (instant: string): string => new Date(instant).toISOString();

const startAfter = (cursor: string): string => {
  const at = sortKeyOf(cursor);
  if (z.safeParse(Instant, at).success) return at;
  throw new Problem(400, 'request.bad-cursor', 'Unknown cursor', 'Use nextCursor as it came.');
};

/** Candles of a range (by their start, both ends included), oldest first. */
export const handler = query({
  schema: Parameters,
  answer: Candles,
  groups: 'public',
  handle: async ({ parameters: { interval, from, to, limit, cursor } }) => {
    const currency = required('currency');
    const { items, last } = await candles({
      currency,
      interval,
      ...(from === undefined ? {} : { from: sortable(from) }),
      ...(to === undefined ? {} : { to: sortable(to) }),
      ...(cursor === undefined ? {} : { after: startAfter(cursor) }),
      limit,
    });
    return {
      currency,
      interval,
      items: items.map(publicCandle),
      nextCursor: cursorAt(last),
    };
  },
});
