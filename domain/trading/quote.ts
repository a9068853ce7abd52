import { formatGrams } from '../shared/gold.ts';
import { formatMoney } from '../shared/money.ts';
import { policy } from '../shared/policy.ts';
import { formatPrice } from '../shared/price.ts';
import { Refusal } from '../shared/refusal.ts';
import { formatInstant, instantFromWire } from '../shared/time.ts';
import type { Order } from './order.ts';
import { priceOrder } from './order.ts';
import type { Side } from './pricing.ts';

/** A promise of terms for 60 s. It carries everything, so that with its signature it needs no storage. */
export interface Quote {
  readonly quoteId: string;
  /** Whose it is; nobody else can use it. */
  readonly userId: string;
  readonly side: Side;
  readonly grams: string;
  readonly pricePerGram: string;
  readonly fee: string;
  readonly total: string;
  readonly currency: string;
  /** The tick that the price came from. */
  readonly priceId: string;
  readonly expiresAt: string;
}

/** Throws what `priceOrder` throws. */
export const quoteOrder = (
  order: Order,
  { quoteId, userId }: { readonly quoteId: string; readonly userId: string },
): Quote => {
  const terms = priceOrder(order);
  return {
    quoteId,
    userId,
    side: order.side,
    grams: formatGrams(terms.goldAmount),
    pricePerGram: formatPrice(terms.pricePerGram),
    fee: formatMoney(terms.fee, terms.currency),
    total: formatMoney(terms.total, terms.currency),
    currency: terms.currency,
    priceId: order.tick.priceId,
    expiresAt: formatInstant(instantFromWire(order.at) + policy.trading.quoteLifetimeMs),
  };
};

/** The bytes that a quote's signature covers: every field in a fixed order, none of which may hold a line break. */
export const quoteSigningText = (quote: Quote): string =>
  [
    'assay-quote-1',
    quote.quoteId,
    quote.userId,
    quote.side,
    quote.grams,
    quote.pricePerGram,
    quote.fee,
    quote.total,
    quote.currency,
    quote.priceId,
    quote.expiresAt,
  ].join('\n');

/**
 * Throws `quote.invalid` for another customer's quote or the other side, `quote.expired` from its expiry on. That the
 * signature is right and the quote unused is the caller's part.
 */
export const requireUsableQuote = (
  quote: Quote,
  { userId, side, at }: { readonly userId: string; readonly side: Side; readonly at: string },
): void => {
  if (quote.userId !== userId || quote.side !== side)
    throw new Refusal('quote.invalid', 'The quote is not one for this order.');
  if (instantFromWire(at) >= instantFromWire(quote.expiresAt))
    throw new Refusal('quote.expired', 'The quote is past its time.', {
      expiresAt: quote.expiresAt,
    });
};
