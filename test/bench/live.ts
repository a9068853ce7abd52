import { customerWith } from '../e2e/platform.ts';
import { openSockets } from '../e2e/sockets.ts';
import { onPlatform } from './on-platform.ts';
import { quantile } from './quantile.ts';

/** As many as a person may have open. */
const pagesEach = 10;
const prices = ['101.000000', '102.000000', '103.000000', '104.000000', '105.000000'] as const;

/**
 * How long a price takes from the market to every page that listens, over real sockets, pages and platform in one
 * process; the first price, for which functions are loaded, is not counted.
 */
export const live = (pages: number) =>
  onPlatform(async (platform) => {
    const sockets = await openSockets(platform);
    const set = (pricePerGram: string) =>
      platform.control('PUT', '/_local/market', { pricePerGram });
    await set('100.000000');
    const open = [];
    for (let person = 0; person < pages / pagesEach; person++) {
      const { token } = await customerWith(platform, '0');
      open.push(
        ...(await Promise.all(Array.from({ length: pagesEach }, () => sockets.connect(token)))),
      );
    }
    await set('99.000000');
    await Promise.all(open.map(({ hears }) => hears('price')));
    await platform.cloud.idle();
    platform.meter.reset();
    const took: number[] = [];
    for (const price of prices) {
      const from = performance.now();
      const heard = open.map(async ({ hears }) => {
        await hears('price', ({ spot }) => spot === price);
        took.push(performance.now() - from);
      });
      await set(price);
      await Promise.all(heard);
    }
    const usd = Number(platform.meter.report().totalUsd) / prices.length;
    await sockets.close(0);
    await platform.cloud.idle();
    const sorted = took.toSorted((a, b) => a - b);
    const msOf = (share: number) => Math.round(quantile(sorted, share));
    return {
      pages,
      heard: took.length,
      p50Ms: msOf(0.5),
      p99Ms: msOf(0.99),
      maxMs: msOf(1),
      usdAPrice: usd,
    };
  });
