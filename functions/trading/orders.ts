import { priceOrder, requireOpenMarket } from '../../domain/trading/order.ts';
import type { Side, Terms } from '../../domain/trading/pricing.ts';
import { requireUsableQuote, termsOfQuote } from '../../domain/trading/quote.ts';
import { required } from '../shared/env.ts';
import { latestTick } from '../shared/latest-price.ts';
import { type SignedQuote, verifiedQuote } from './quotes.ts';

/** What a customer asks for: a quote's terms, or the market's for a quantity, with a limit if they like. */
export type Asked =
  | { readonly quote: SignedQuote }
  | { readonly grams: bigint; readonly limitPricePerGram: bigint | undefined }
  | { readonly amount: bigint; readonly limitPricePerGram: bigint | undefined };

/** What a trade comes to, and by which price. */
export type TradeTerms = Omit<Terms, 'total' | 'remainder'> & {
  readonly priceId: string;
  readonly quoteId?: string;
};

interface Context {
  readonly side: Side;
  readonly userId: string;
  readonly at: string;
}

/** A quote keeps its price, whatever the market did since; but the market must be open when it is used. */
const termsByQuote = async (
  signed: SignedQuote,
  { side, userId, at }: Context,
): Promise<TradeTerms> => {
  const quote = await verifiedQuote(signed);
  requireUsableQuote(quote, { userId, side, at });
  requireOpenMarket(required('marketSession') === 'source' ? await latestTick() : {}, at);
  return { ...termsOfQuote(quote), priceId: quote.priceId, quoteId: quote.quoteId };
};

const termsByMarket = async (
  asked: Exclude<Asked, { readonly quote: SignedQuote }>,
  { side, at }: Context,
): Promise<TradeTerms> => {
  const tick = await latestTick();
  const { limitPricePerGram } = asked;
  const { goldAmount, pricePerGram, fee, currency } = priceOrder({
    side,
    quantity: 'grams' in asked ? { grams: asked.grams } : { amount: asked.amount },
    tick,
    ...(limitPricePerGram === undefined ? {} : { limitPricePerGram }),
    at,
  });
  return { goldAmount, pricePerGram, fee, currency, priceId: tick.priceId };
};

/** The terms of an order. Throws what `priceOrder`, `verifiedQuote` and `requireUsableQuote` throw. */
export const termsOf = (asked: Asked, context: Context): Promise<TradeTerms> =>
  'quote' in asked ? termsByQuote(asked.quote, context) : termsByMarket(asked, context);
