import type { Platform } from '../e2e/platform.ts';

/** What the meter counted since its last reset, in a line for each dimension that costs something. */
const billOf = ({ meter }: Platform): Readonly<Record<string, number>> =>
  Object.fromEntries(
    meter
      .report()
      .byDimension.filter(({ usd }) => Number(usd) > 0)
      .map(({ dimension, quantity }) => [dimension, Number(Number(quantity).toFixed(1))]),
  );

/** How long some work takes until all queues are empty, and what it costs at AWS list prices. */
export const measured = async (platform: Platform, what: string, work: () => Promise<unknown>) => {
  await platform.cloud.idle();
  platform.meter.reset();
  const started = performance.now();
  await work();
  await platform.cloud.idle();
  const ms = performance.now() - started;
  return {
    what,
    ms: Math.round(ms),
    usd: platform.meter.report().totalUsd,
    bill: billOf(platform),
  };
};
