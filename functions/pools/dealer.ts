import * as z from 'zod/mini';
import { costOf, proceedsOf } from '../../domain/shared/exchange.ts';
import { Grams } from '../../domain/shared/gold.ts';
import { amountOf, formatMoney } from '../../domain/shared/money.ts';
import { PricePerGram } from '../../domain/shared/price.ts';
import type { Answered } from '../shared/http/fetch-text.ts';
import { metric } from '../shared/log.ts';
import type { Send } from '../shared/partner/send.ts';
import { DealerError } from './dealer-error.ts';

/** What a pool asks for: as much gold as the money buys. The pool's id is the order's, which is carried out once. */
export interface GoldOrder {
  readonly orderId: string;
  readonly currency: string;
  /** Minor units. */
  readonly budget: bigint;
}

const Bar = z.strictObject({
  serial: z.string().check(z.regex(/^[A-Za-z0-9-]{1,32}$/)),
  refiner: z.string().check(z.minLength(1), z.maxLength(80)),
  grossWeight: z.string().check(z.maxLength(12)),
  fineness: z.string().check(z.maxLength(12)),
});

const fillIn = (currency: string) =>
  z.strictObject({
    orderId: z.string(),
    status: z.literal('filled'),
    reference: z.string().check(z.regex(/^[\w.:/-]{1,64}$/)),
    currency: z.literal(currency),
    grams: Grams,
    pricePerGram: PricePerGram,
    totalCost: amountOf(currency),
    bars: z.array(Bar).check(z.minLength(1), z.maxLength(80)),
  });
export type Fill = z.infer<ReturnType<typeof fillIn>>;

const Refused = z.strictObject({
  orderId: z.string(),
  status: z.enum(['refused', 'declined']),
  reason: z.string().check(z.regex(/^[\w.:-]{1,64}$/)),
});

const Problem = z.object({ code: z.string() });

/** What became of an order. */
export type Outcome = Fill | z.infer<typeof Refused>;

const unknownAnswer = (what: string): DealerError => {
  metric('DealerUnknownAnswer', 1);
  return new DealerError('unknown', what);
};

const jsonOf = ({ text }: Answered): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw unknownAnswer('not-json');
  }
};

/** The outcome that an answer tells, or the error that says that it tells none: a number that does not fit is one. */
const outcomeIn = (answered: Answered, { orderId, currency }: GoldOrder): Outcome => {
  const result = z.safeParse(z.union([fillIn(currency), Refused]), jsonOf(answered));
  if (!result.success) throw unknownAnswer('not-the-contract');
  const outcome = result.data;
  if (outcome.orderId !== orderId) throw unknownAnswer('another-order');
  if (outcome.status !== 'filled') return outcome;
  const { grams: goldAmount, pricePerGram, totalCost } = outcome;
  const exchange = { goldAmount, pricePerGram, fee: 0n, currency };
  // Either way of rounding to the minor unit is the price; anything else is another price than it says.
  if (totalCost !== costOf(exchange).total && totalCost !== proceedsOf(exchange).total)
    throw unknownAnswer('not-the-price');
  return outcome;
};

const isNone = (answered: Answered): boolean =>
  answered.status === 404 && z.safeParse(Problem, jsonOf(answered)).success;

/** The dealer's REST side. Every method throws `DealerError`. */
export const createDealer = ({ ask, order }: { readonly ask: Send; readonly order: Send }) => {
  const pathOf = ({ orderId }: GoldOrder) => `/orders/${encodeURIComponent(orderId)}`;
  const find = async (given: GoldOrder): Promise<Outcome | undefined> => {
    const answered = await ask({ method: 'GET', path: pathOf(given) });
    if (isNone(answered)) return undefined;
    if (answered.status !== 200) throw unknownAnswer(`status-${answered.status}`);
    return outcomeIn(answered, given);
  };
  const place = async (given: GoldOrder): Promise<Outcome> => {
    const { orderId, currency, budget } = given;
    const body = { orderId, currency, budget: formatMoney(budget, currency) };
    const answered = await order({ method: 'POST', path: '/orders', body });
    if (answered.status !== 200 && answered.status !== 201)
      throw unknownAnswer(`status-${answered.status}`);
    return outcomeIn(answered, given);
  };
  return {
    /**
     * Orders, and where the answer is lost asks what became of it before anything is concluded. `unavailable` means
     * that the dealer cannot say or knows of no such order: it may be given again.
     */
    buy: async (given: GoldOrder): Promise<Outcome> => {
      try {
        return await place(given);
      } catch (error) {
        if (!(error instanceof DealerError) || error.trouble !== 'unavailable') throw error;
        const made = await find(given);
        if (made === undefined) throw error;
        return made;
      }
    },

    /** Declines whatever an order brought; that there was none is as good. */
    decline: async (given: GoldOrder): Promise<void> => {
      const answered = await ask({ method: 'POST', path: `${pathOf(given)}/declines`, body: {} });
      if (answered.status !== 200 && !isNone(answered))
        throw unknownAnswer(`status-${answered.status}`);
    },
  };
};

export type Dealer = ReturnType<typeof createDealer>;
