import { customerWith, openPlatform } from '../e2e/platform.ts';

const customers = 100;
/** As many a day as a customer's window of remembered commands holds; beyond it each costs a guard item more. */
const perCustomer = 12;
const inFlight = 16;

const quantile = (sorted: readonly number[], share: number): number =>
  Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));

/**
 * Purchases through every layer until all queues are empty: how many a second, how long each took, and what the meter
 * says a million of them would cost at AWS list prices.
 */
export const purchases = async () => {
  const log = console.log;
  console.log = () => undefined;
  const platform = await openPlatform();
  const people = [];
  for (let n = 0; n < customers; n++) people.push(await customerWith(platform, '500.00'));
  const orders = people.flatMap(({ token }, person) =>
    Array.from({ length: perCustomer }, (_, n) => ({ token, key: `${person}-${n}` })),
  );
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
  await platform.stop();
  console.log = log;
  const sorted = took.toSorted((a, b) => a - b);
  return {
    summary: {
      purchases: count,
      answeredPerSecond: Math.round(count / (answered / 1_000)),
      settledPerSecond: Math.round(count / (settled / 1_000)),
      p50Ms: quantile(sorted, 0.5),
      p95Ms: quantile(sorted, 0.95),
      p99Ms: quantile(sorted, 0.99),
      usdPerMillion: (Number(report.totalUsd) * 1_000_000) / count,
    },
    bill: report.byDimension.map(({ dimension, quantity, usd }) => ({
      dimension,
      quantity,
      usdPerMillion: Number(((Number(usd) * 1_000_000) / count).toFixed(3)),
    })),
  };
};
