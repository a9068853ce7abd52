import type { Random } from '../../kernel/random.ts';
import { formatPerOunce, fromDollarsPerOunce, moved, type OuncePrice } from './ounce.ts';

/** Where the walk begins: the mean of June 2026 (World Bank Pink Sheet), USD per troy ounce. */
const recentDollars = '4228';

/** Time between two steps. */
export const stepMs = 10_000;
/** The largest step, in millionths of the price, and which part of its distance the beginning pulls back, in thousandths. */
const stepPpm = 150;
const pullPerMille = 2n;
/** After a long jump in time only this many steps are walked; more would not make the price any more random. */
const stepsMax = 10_000;
const cent = 10n ** 11n;

/** The recent real price. */
export const beginning = fromDollarsPerOunce(recentDollars) as OuncePrice;

/** The price after so many steps of a walk that keeps near its beginning, to the cent, as a provider would quote it. */
export const walked = (from: OuncePrice, steps: number, random: Random): string => {
  let price = from;
  for (let step = 0; step < Math.min(steps, stepsMax); step++) {
    const chance = BigInt(Math.round((random.next() * 2 - 1) * stepPpm));
    price = moved(price, chance) + ((beginning - price) * pullPerMille) / 1_000n;
  }
  return formatPerOunce(price - (price % cent));
};
