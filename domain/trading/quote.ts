import { formatRemainder } from '../shared/exchange.ts';
import { formatGrams, gramsFromWire } from '../shared/gold.ts';
import { formatMoney, moneyFromWire } from '../shared/money.ts';
import { policy } from '../shared/policy.ts';
import { formatPrice, priceFromWire } from '../shared/price.ts';
import { Refusal } from '../shared/refusal.ts';
import { formatInstant, instantFromWire } from '../shared/time.ts';
import { marketSessionAt } from './market-hours.ts';
import { type Order, priceOrder, type Tick } from './order.ts';
import { askOf, bidOf, type Side, type Terms } from './pricing.ts';

/** A promise of terms for 60 s. It carries everything, so that with its signature it needs no storage. */
export interface Quote {
  readonly quoteId: string;
  /** Whose it is; nobody else can use it. */
  readonly userId: string;
  readonly side: Side;
  readonly grams: string;
  /** The ask of a buyer, the bid of a seller. */
  readonly pricePerGram: string;
  readonly spot: string;
  readonly ask: string;
  readonly bid: string;
  /** Between ask and bid, per gram. */
  readonly spread: string;
  readonly fee: string;
  /** What a buyer pays, what a seller gets, the fee included. */
  readonly total: string;
  /** What rounding to the minor unit leaves to the house, to the last of twelve places. */
  readonly roundingRemainder: string;
  readonly currency: string;
  /** The tick that the price came from. */
  readonly priceId: string;
  readonly expiresAt: string;
}

/** 60 s, and no longer than the session that the calendar knows: a quote that outlived it could not be kept. */
const expiryOf = (tick: Tick, at: string): string => {
  const atMs = instantFromWire(at);
  const full = atMs + policy.trading.quoteLifetimeMs;
  if (tick.open !== undefined) return formatInstant(full);
  return formatInstant(Math.min(full, instantFromWire(marketSessionAt(atMs).closesAt)));
};

/** Throws what `priceOrder` throws. */
export const quoteOrder = (
  order: Order,
  { quoteId, userId }: { readonly quoteId: string; readonly userId: string },
): Quote => {
  const { tick, side, at } = order;
  const terms = priceOrder(order);
  const [ask, bid] = [askOf(tick.spotPerGram), bidOf(tick.spotPerGram)];
  return {
    quoteId,
    userId,
    side,
    grams: formatGrams(terms.goldAmount),
    pricePerGram: formatPrice(terms.pricePerGram),
    spot: formatPrice(tick.spotPerGram),
    ask: formatPrice(ask),
    bid: formatPrice(bid),
    spread: formatPrice(ask - bid),
    fee: formatMoney(terms.fee, terms.currency),
    total: formatMoney(terms.total, terms.currency),
    roundingRemainder: formatRemainder(terms.remainder),
    currency: terms.currency,
    priceId: tick.priceId,
    expiresAt: expiryOf(tick, at),
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
    quote.spot,
    quote.ask,
    quote.bid,
    quote.spread,
    quote.fee,
    quote.total,
    quote.roundingRemainder,
    quote.currency,
    quote.priceId,
    quote.expiresAt,
  ].join('\n');

/**
 * Throws `quote.foreign` for another customer's quote, `quote.wrong-side` for the other side's, `quote.expired` from
 * its expiry on. That the signature is right is the caller's part, that it is unused the wallet's.
 */
export const requireUsableQuote = (
  quote: Quote,
  { userId, side, at }: { readonly userId: string; readonly side: Side; readonly at: string },
): void => {
  if (quote.userId !== userId)
    throw new Refusal('quote.foreign', 'The quote was made for another customer.');
  if (quote.side !== side)
    throw new Refusal('quote.wrong-side', `The quote is one to ${quote.side}.`);
  if (instantFromWire(at) >= instantFromWire(quote.expiresAt))
    throw new Refusal('quote.expired', 'The quote is past its time.', {
      expiresAt: quote.expiresAt,
    });
};

/** The terms that a quote promised. Throws on what no quote of ours says: verify its signature first. */
export const termsOfQuote = ({
  grams,
  pricePerGram,
  fee,
  currency,
}: Quote): Omit<Terms, 'total' | 'remainder'> => ({
  goldAmount: gramsFromWire(grams),
  pricePerGram: priceFromWire(pricePerGram),
  fee: moneyFromWire(fee, currency),
  currency,
});
