import { formatPrice } from '../../domain/shared/price.ts';
import { instantFromWire, msPerSecond } from '../../domain/shared/time.ts';
import { marketSessionAt } from '../../domain/trading/market-hours.ts';
import type { Tick } from '../../domain/trading/order.ts';
import { askOf, bidOf } from '../../domain/trading/pricing.ts';
import { required } from './env.ts';

/**
 * What a sandbox's market says of itself, out of a row or a state that bears it; nothing where it keeps to the calendar,
 * which whoever answers asks to the millisecond.
 */
export const spokenSession = (known: Readonly<Record<string, unknown>>): Pick<Tick, 'open'> =>
  required('marketSession') === 'source' && known['sessionByCalendar'] !== true
    ? { open: known['session'] === 'open' }
    : {};

/** The market as customers see it: what they pay and get per gram, whether it is open, and how old the price is. */
export const marketPriceOf = (tick: Tick, nowMs: number) => {
  const session = marketSessionAt(nowMs);
  const open = tick.open ?? session.open;
  return {
    priceId: tick.priceId,
    currency: tick.currency,
    spot: formatPrice(tick.spotPerGram),
    ask: formatPrice(askOf(tick.spotPerGram)),
    bid: formatPrice(bidOf(tick.spotPerGram)),
    session: open ? ('open' as const) : ('closed' as const),
    marketSession: session.marketSession,
    updatedAt: tick.updatedAt,
    ageSeconds: Math.max(0, Math.round((nowMs - instantFromWire(tick.updatedAt)) / msPerSecond)),
  };
};
