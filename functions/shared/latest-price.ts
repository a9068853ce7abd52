import { parsePrice } from '../../domain/shared/price.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import type { Tick } from '../../domain/trading/order.ts';
import { required } from './env.ts';
import { spokenSession } from './market-price.ts';
import { getRow } from './rows.ts';

/** A price that young is not read again: a purchase then needs no read for it. */
const keptMs = 1_000;
let kept: { readonly tick: Tick; readonly untilMs: number } | undefined;

/**
 * The latest price of the market. Where the market of a sandbox says itself whether it is open, the tick carries that;
 * else the calendar decides. Throws `market.no-price` before the first one.
 */
export const latestTick = async (): Promise<Tick> => {
  if (kept !== undefined && kept.untilMs > Date.now()) return kept.tick;
  const currency = required('currency');
  const row = await getRow(required('marketPricesTable'), {
    pk: `latest#${currency}`,
    sk: 'latest',
  });
  const spotPerGram = parsePrice(`${row?.['price'] ?? ''}`);
  if (row === undefined || spotPerGram === undefined)
    throw new Refusal('market.no-price', 'There is no price yet. Try again in a minute.');
  const tick: Tick = {
    priceId: `${row['priceId']}`,
    spotPerGram,
    currency,
    updatedAt: `${row['updatedAt']}`,
    ...spokenSession(row),
  };
  kept = { tick, untilMs: Date.now() + keptMs };
  return tick;
};
