import type { Resolution, Told } from '../../domain/portfolio/series.ts';
import { formatInstant, instantFromWire } from '../../domain/shared/time.ts';
import { candles, priceAt } from '../shared/price-history.ts';

/** Every closing price of one kind of candle in a stretch of time. */
const closesOf = async (
  currency: string,
  interval: Resolution['interval'],
  from: string,
  to: string,
): Promise<readonly Told[]> => {
  const told: Told[] = [];
  let after: string | undefined;
  do {
    const page = await candles({
      currency,
      interval,
      to,
      ...(after === undefined ? { from } : { after }),
    });
    told.push(
      ...page.items.map(({ closedAt, close }) => ({
        atMs: instantFromWire(closedAt),
        pricePerGram: close,
      })),
    );
    after = page.last;
  } while (after !== undefined);
  return told;
};

/**
 * The prices of a stretch of time, in order: the last one before it, the candles of the wanted fineness, and those of
 * the days, for times of which only days are kept.
 */
export const toldPrices = async (
  currency: string,
  interval: Resolution['interval'],
  fromMs: number,
  toMs: number,
): Promise<readonly Told[]> => {
  const [from, to] = [formatInstant(fromMs), formatInstant(toMs)];
  const kinds = new Set([interval, '1d'] as const);
  const [before, ...closes] = await Promise.all([
    priceAt(currency, from),
    ...[...kinds].map((kind) => closesOf(currency, kind, from, to)),
  ]);
  const first =
    before === undefined
      ? []
      : [{ atMs: instantFromWire(before.at), pricePerGram: before.pricePerGram }];
  return [...first, ...closes.flat()].toSorted((a, b) => a.atMs - b.atMs);
};
