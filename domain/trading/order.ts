import { formatGrams, isWholeSteps } from '../shared/gold.ts';
import { policy } from '../shared/policy.ts';
import { formatPrice } from '../shared/price.ts';
import { Refusal } from '../shared/refusal.ts';
import { instantFromWire } from '../shared/time.ts';
import { marketSessionAt } from './market-hours.ts';
import { askOf, bidOf, type Side, type Terms, termsOfAmount, termsOfGrams } from './pricing.ts';

/** The latest price of the market, as the poller recorded it. */
export interface Tick {
  readonly priceId: string;
  /** Micro-units per gram. */
  readonly spotPerGram: bigint;
  readonly currency: string;
  readonly updatedAt: string;
  /** Whether the market was open in its own words; the calendar says when this is undefined. */
  readonly open?: boolean;
}

/** How much: micrograms of gold or minor units of money, one of them. */
export type Quantity = { readonly grams: bigint } | { readonly amount: bigint };

export interface Order {
  readonly side: Side;
  readonly quantity: Quantity;
  readonly tick: Tick;
  /** The most that a buyer, the least that a seller accepts per gram (micro-units). */
  readonly limitPricePerGram?: bigint;
  readonly at: string;
}

/** Throws `market.closed` with the next opening. */
export const requireOpenMarket = (tick: Pick<Tick, 'open'>, at: string): void => {
  const session = marketSessionAt(instantFromWire(at));
  if (tick.open ?? session.open) return;
  throw new Refusal(
    'market.closed',
    'The market is closed.',
    session.open ? {} : { opensAt: session.opensAt },
  );
};

/** Throws `market.stale-price` unless the price is younger than 120 s. */
const requireFreshPrice = ({ updatedAt }: Pick<Tick, 'updatedAt'>, at: string): void => {
  const ageMs = instantFromWire(at) - instantFromWire(updatedAt);
  if (ageMs >= policy.trading.priceAgeMsMax)
    throw new Refusal('market.stale-price', 'The latest price is too old to trade at.', {
      updatedAt,
    });
};

/** Throws `trading.price-limit-exceeded` when the price is worse than the order accepts. */
const requireWithinPriceLimit = (side: Side, pricePerGram: bigint, limit: bigint | undefined) => {
  if (limit === undefined) return;
  const worse = side === 'buy' ? pricePerGram > limit : pricePerGram < limit;
  if (worse)
    throw new Refusal('trading.price-limit-exceeded', 'The price is beyond the limit.', {
      pricePerGram: formatPrice(pricePerGram),
      limit: formatPrice(limit),
    });
};

/** Throws `trading.below-minimum-step`, `trading.above-maximum` or `trading.below-minimum-amount`. */
const requireTradable = ({ goldAmount, total }: Terms): void => {
  if (goldAmount <= 0n || !isWholeSteps(goldAmount))
    throw new Refusal('trading.below-minimum-step', 'Gold is traded in whole steps of 0.0001 g.', {
      grams: formatGrams(goldAmount),
    });
  if (goldAmount > policy.trading.orderMicrogramsMax)
    throw new Refusal('trading.above-maximum', 'The quantity is too large for one order.', {
      gramsMax: formatGrams(policy.trading.orderMicrogramsMax),
    });
  if (total <= 0n)
    throw new Refusal('trading.below-minimum-amount', 'Nothing would be left to pay out.');
};

/**
 * What an order comes to at the market's price now: the rules of trading that need no wallet. Throws `market.closed`,
 * `market.stale-price`, `trading.price-limit-exceeded` and what `requireTradable` throws.
 */
export const priceOrder = ({ side, quantity, tick, limitPricePerGram, at }: Order): Terms => {
  requireOpenMarket(tick, at);
  requireFreshPrice(tick, at);
  const pricePerGram = (side === 'buy' ? askOf : bidOf)(tick.spotPerGram);
  requireWithinPriceLimit(side, pricePerGram, limitPricePerGram);
  const priced = { side, pricePerGram, currency: tick.currency };
  const terms =
    'grams' in quantity
      ? termsOfGrams(quantity.grams, priced)
      : termsOfAmount(quantity.amount, priced);
  requireTradable(terms);
  return terms;
};
