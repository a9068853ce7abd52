import * as z from 'zod/mini';
import { Grams } from '../../domain/shared/gold.ts';
import { amountOf } from '../../domain/shared/money.ts';
import { quoteOrder } from '../../domain/trading/quote.ts';
import {
  CurrencyText,
  GramsText,
  Id,
  InstantText,
  MoneyText,
  named,
  PriceText,
} from '../shared/http/answers.ts';
import { command } from '../shared/http/endpoint.ts';
import { latestTick } from '../shared/latest-price.ts';
import { newId } from '../shared/uuid.ts';
import { signQuote } from './quotes.ts';

const side = z.enum(['buy', 'sell']);
const QuoteRequest = z.union([
  z.strictObject({ side, grams: Grams }),
  z.strictObject({ side, amount: amountOf('EUR') }),
]);

const QuoteGiven = named(
  'Quote',
  z.object({
    quoteId: Id,
    userId: Id,
    side,
    grams: GramsText,
    pricePerGram: PriceText,
    spot: PriceText,
    ask: PriceText,
    bid: PriceText,
    spread: PriceText,
    fee: MoneyText,
    total: MoneyText,
    roundingRemainder: z.string(),
    currency: CurrencyText,
    priceId: z.string(),
    expiresAt: InstantText,
    signature: z.string(),
  }),
);

/** A promise of terms for 60 s, to be used once. Nothing is stored: the signature is what we know it by. */
export const handler = command({
  schema: QuoteRequest,
  answer: QuoteGiven,
  groups: ['customer'],
  status: 201,
  handle: async ({ body, actor: { userId }, cause: { at } }) => {
    const quantity = 'grams' in body ? { grams: body.grams } : { amount: body.amount };
    const order = { side: body.side, quantity, tick: await latestTick(), at };
    return signQuote(quoteOrder(order, { quoteId: newId(), userId }));
  },
});
