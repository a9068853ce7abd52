import type { MeterReport } from '../../local/kernel/meter.ts';
import { customerWith, type Platform } from '../e2e/platform.ts';
import { onPlatform } from './on-platform.ts';
import { quantile } from './quantile.ts';

const customers = 100;
/** As many a day as a customer's window of remembered commands holds; beyond it each costs a guard item more. */
const perCustomer = 12;
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

/**
 * Purchases through every layer until all queues are empty: how many a second, how long each took, and what the meter
 * says a million of them would cost at AWS list prices.
 */
export const purchases = () =>
  onPlatform(async (platform) => {
    const people: { readonly token: string }[] = [];
    for (let n = 0; n < customers; n++) people.push(await customerWith(platform, '500.00'));
    // The budget is without notifications: nobody gets mail here, and what the app's own notices cost is told apart.
    for (const { token } of people)
      await platform.call('PUT', '/v1/notifications/preferences', {
        token,
        body: { channels: [] },
      });
    await platform.cloud.idle();
    // One purchase of each in turn: people seldom buy twice in the same moment, and what they then wait for is themselves.
    const orders = Array.from({ length: perCustomer }, (_, n) =>
      people.map(({ token }, person) => ({ token, key: `${person}-${n}` })),
    ).flat();
    platform.meter.reset();
    const took: number[] = [];
    const started = performance.now();
    const worker = async () => {
      for (let order = orders.pop(); order !== undefined; order = orders.pop()) {
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
    await Promise.all(Array.from({ length: inFlight }, worker));
    const answered = performance.now() - started;
    await platform.cloud.idle();
    const settled = performance.now() - started;
    const count = customers * perCustomer;
    const report = platform.meter.report();
    const lags = lagsOf(platform);
    const sorted = took.toSorted((a, b) => a - b);
    const msOf = (share: number) => Number(quantile(sorted, share).toFixed(1));
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
  });
