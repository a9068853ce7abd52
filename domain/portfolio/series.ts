import { msPerDay, msPerHour } from '../shared/time.ts';

/** How far apart the points of a series lie, and which candles have prices that fine. */
export interface Resolution {
  readonly stepMs: number;
  readonly interval: '1m' | '1h' | '1d';
}

/** A chart shows no more. */
export const pointsMax = 400;

const minute = msPerHour / 60;
const resolutions: readonly Resolution[] = [
  { stepMs: minute, interval: '1m' },
  { stepMs: 5 * minute, interval: '1m' },
  { stepMs: msPerHour, interval: '1h' },
  { stepMs: 4 * msPerHour, interval: '1h' },
  { stepMs: msPerDay, interval: '1d' },
  { stepMs: 7 * msPerDay, interval: '1d' },
  { stepMs: 30 * msPerDay, interval: '1d' },
  { stepMs: 365 * msPerDay, interval: '1d' },
];

/** The finest resolution in which a stretch of time has at most `pointsMax` points, both its ends among them. */
export const resolutionOf = (fromMs: number, toMs: number): Resolution => {
  const fits = ({ stepMs }: Resolution) => (toMs - fromMs) / stepMs <= pointsMax - 2;
  return resolutions.find(fits) ?? { stepMs: (toMs - fromMs) / (pointsMax - 2), interval: '1d' };
};

/** The instants of a series: both ends, and every whole step of the clock between them. */
export const instantsOf = (fromMs: number, toMs: number, stepMs: number): readonly number[] => {
  const first = (Math.floor(fromMs / stepMs) + 1) * stepMs;
  const count = Math.max(0, Math.ceil((toMs - first) / stepMs));
  const between = Array.from({ length: count }, (_, index) => first + index * stepMs);
  return fromMs === toMs ? [toMs] : [fromMs, ...between, toMs];
};

/** One price that was told at a time. */
export interface Told {
  readonly atMs: number;
  /** Micro-units per gram. */
  readonly pricePerGram: bigint;
}

/** The last price told by an instant, out of prices in order of time; undefined before the first. */
export const lastTold = (prices: readonly Told[], atMs: number): Told | undefined => {
  let [low, high] = [0, prices.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((prices[middle]?.atMs ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return prices[low - 1];
};
