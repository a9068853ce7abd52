import type { MeterReport } from '../../local/kernel/meter.ts';
import { usualThreads } from '../../local/lambda/threads/threads.ts';
import { customerWith, type Platform } from '../e2e/platform.ts';
import { onPlatform } from './on-platform.ts';
import { quantile } from './quantile.ts';

const customers = 150;
/** As many a day as a customer's window of remembered commands holds; beyond it each costs a guard item more. */
const perCustomer = 12;
/** Of these, how many are not measured. */
const warmUp = 4;
const inFlight = 16;

/** What the notices in the app cost, in picodollars: their function, their queue and their table. */
const noticesOf = ({ rows }: MeterReport): bigint =>
  rows.filter(({ detail }) => /notif/i.test(detail)).reduce((sum, row) => sum + row.picoUsd, 0n);

const perMillion = (picoUsd: bigint, count: number): number =>
  Number((Number(picoUsd) / 1e12 / (count / 1_000_000)).toFixed(2));

/** Milliseconds from an event to its row in the read table of wallets, least first, of the latest events. */
const lagsOf = ({ cloud }: Platform): readonly number[] =>
  cloud.lambda.logs
    .of('assay-local-projections-user-wallets')
    .filter(({ text }) => text.includes('"Lag"'))
    .map(({ text }) => Number(JSON.parse(text).Lag))
    .toSorted((a, b) => a - b);

interface Order {
  readonly token: string;
  readonly key: string;
}

/** People with money. The budget is without notifications: nobody gets mail here, and what the app's own notices cost is told apart. */
const openCustomers = async (platform: Platform): Promise<readonly string[]> => {
  const tokens: string[] = [];
  for (let n = 0; n < customers; n++) tokens.push((await customerWith(platform, '500.00')).token);
  for (const token of tokens)
    await platform.call('PUT', '/v1/notifications/preferences', { token, body: { channels: [] } });
  await platform.cloud.idle();
  return tokens;
};

/** One purchase of each in turn: people seldom buy twice in the same moment, and what they then wait for is themselves. */
const ordersOf = (tokens: readonly string[], from: number, to: number): readonly Order[] =>
  Array.from({ length: to - from }, (_, n) =>
    tokens.map((token, person) => ({ token, key: `${person}-${from + n}` })),
  ).flat();

/** Buys, so many at a time, and says how many milliseconds each answer took, least first. */
const buyAll = async (platform: Platform, orders: readonly Order[]): Promise<readonly number[]> => {
  const waiting = [...orders];
  const took: number[] = [];
  const buyer = async () => {
    for (let order = waiting.pop(); order !== undefined; order = waiting.pop()) {
      const from = performance.now();
      const answer = await platform.call('POST', '/v1/purchases', {
        token: order.token,
        headers: { 'idempotency-key': order.key },
        body: { grams: '0.01' },
      });
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
      took.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, buyer));
  return took.toSorted((a, b) => a - b);
};

const measure = async (platform: Platform) => {
  const tokens = await openCustomers(platform);
  // What runs a thousand times a second was compiled long ago; without this, a fifth of the time is the compiler's.
  await buyAll(platform, ordersOf(tokens, 0, warmUp));
  await platform.cloud.idle();
  platform.meter.reset();
  const orders = ordersOf(tokens, warmUp, perCustomer);
  const started = performance.now();
  const took = await buyAll(platform, orders);
  const answered = performance.now() - started;
  await platform.cloud.idle();
  const settled = performance.now() - started;
  const count = orders.length;
  const report = platform.meter.report();
  const lags = lagsOf(platform);
  const msOf = (share: number) => Number(quantile(took, share).toFixed(1));
  return {
    summary: {
      purchases: count,
      answeredPerSecond: Math.round(count / (answered / 1_000)),
      settledPerSecond: Math.round(count / (settled / 1_000)),
      p50Ms: msOf(0.5),
      p95Ms: msOf(0.95),
      p99Ms: msOf(0.99),
      readLagP50Ms: quantile(lags, 0.5),
      readLagP99Ms: quantile(lags, 0.99),
      usdPerMillion: perMillion(report.totalPicoUsd - noticesOf(report), count),
      noticesUsdPerMillion: perMillion(noticesOf(report), count),
    },
    bill: report.byDimension.map(({ dimension, quantity, usd }) => ({
      dimension,
      quantity,
      usdPerMillion: Number(((Number(usd) * 1_000_000) / count).toFixed(3)),
    })),
  };
};

/**
 * Purchases through every layer until all queues are empty, functions on threads as under `npm start`: how many a second
 * once it runs, how long each took, and what the meter says a million of them would cost at AWS list prices.
 */
export const purchases = () => onPlatform(measure, { lambda: { threads: usualThreads() } });
