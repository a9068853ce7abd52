import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Alert, alert } from '../../../domain/alerts/alert.ts';
import { alertStream } from '../../../functions/alerts/alert-answers.ts';
import { waitForPrice } from '../../../functions/alerts/thresholds.ts';
import { handler } from '../../../functions/alerts/trigger-price-alerts.ts';
import type { Published } from '../../../functions/shared/messages.ts';
import { loadHead } from '../../../functions/shared/store/events-table.ts';
import { execute } from '../../../functions/shared/store/execute.ts';
import { batchOf, priceTick } from '../market/recorded.ts';
import { openBus, toldTo } from '../portfolio/derived.ts';
import { cause, id, openStore, type Store } from '../store/harness.ts';

let store: Store;

beforeEach(async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  store = await openStore();
  openBus();
});

const before = '2026-11-23T10:00:00.000Z';
const tickAt = '2026-11-23T10:01:00.000Z';

const set = (name: string, threshold: bigint, lastPriceAt = before) => {
  const facts = { alertId: id(name), direction: 'above', threshold, currency: 'EUR' } as const;
  return execute({
    cause: cause(`set ${name}`),
    participants: [
      {
        folding: alert,
        stream: alertStream(facts.alertId),
        fresh: true,
        decide: (state: Alert) =>
          alert.decide(
            { type: 'CreateAlert', ...facts, userId: id('user'), lastPriceAt, at: before },
            state,
          ),
      },
    ],
    guards: () => [waitForPrice(facts)],
  });
};

const setMany = async (
  count: number,
  name: string,
  threshold: (index: number) => bigint,
  lastPriceAt?: string,
) => {
  for (let from = 0; from < count; from += 50)
    await Promise.all(
      Array.from({ length: Math.min(50, count - from) }, (_, index) =>
        set(`${name} ${from + index}`, threshold(from + index), lastPriceAt),
      ),
    );
};

const statusOf = async (name: string) =>
  (await loadHead(alert, alertStream(id(name)), true)).state.status;

/** The move from 100 to 101. */
const tick = async (): Promise<Published> => {
  await priceTick(before, 100_000_000n);
  const events = await priceTick(tickAt, 101_000_000n);
  return events.find(({ eventType }) => eventType === 'MarketPriceUpdated') as Published;
};

const deliver = async (event: Published) =>
  expect(await handler(batchOf([event]))).toEqual({ batchItemFailures: [] });

const standing = (): number =>
  (
    store.engine.callSync('Scan', { TableName: 'alert_thresholds', Select: 'COUNT' }) as {
      readonly Count: number;
    }
  ).Count;

/** Request units of a delivery. */
const unitsOf = async (work: () => Promise<void>) => {
  store.resetMeter();
  await work();
  const sum = (dimension: string) =>
    [...store.metered]
      .filter(([name]) => name.startsWith(dimension))
      .reduce((all, [, units]) => all + units, 0);
  return { wru: sum('dynamodb.wru'), rru: sum('dynamodb.rru') };
};

describe('a price among alerts', () => {
  it('costs what it fires and not what stands, and nothing where it fires nothing', async () => {
    const event = await tick();
    const costs = async (count: number) => {
      await setMany(count, `standing ${count}`, (index) => 150_000_000n + BigInt(index));
      await setMany(5, `crossed ${count}`, () => 100_500_000n);
      const fired = await unitsOf(() => deliver(event));
      const again = await unitsOf(() => deliver(event));
      return { fired, again };
    };
    const few = await costs(10);
    const many = await costs(2_000);
    expect(many).toEqual(few);
    // Each is a transaction of its event and its row, and a read of its state; the query reads once.
    expect(few).toEqual({ fired: { wru: 20, rru: 3.5 }, again: { wru: 0, rru: 1 } });
    expect(standing()).toBe(2_010);
  }, 60_000);

  it('fires thousands at one threshold: it hands on what it has no time for', async () => {
    const count = 4_150;
    const event = await tick();
    await setMany(count, 'crowd', () => 101_000_000n);
    const messages: Published[] = [event];
    for (let next = messages[0]; next !== undefined; next = messages.at(-1)) {
      await deliver(next);
      const told = toldTo().slice(messages.length - 1);
      if (told.length === 0) break;
      messages.push(...told);
    }
    expect(messages.map(({ eventType }) => eventType)).toEqual([
      'MarketPriceUpdated',
      'PriceAlertsDue',
      'PriceAlertsDue',
    ]);
    expect(standing()).toBe(0);
    expect(await statusOf(`crowd ${count - 1}`)).toBe('triggered');
    // A message that is delivered again finds nothing, and nobody is told twice.
    for (const message of messages) await deliver(message);
    const { state } = await loadHead(alert, alertStream(id('crowd 0')), true);
    expect(state.status).toBe('triggered');
  }, 120_000);

  it('that is heard of late fires nothing that was set after it', async () => {
    const event = await tick();
    await set('early', 100_500_000n);
    await set('late', 100_500_000n, tickAt);
    await deliver(event);
    expect([await statusOf('early'), await statusOf('late')]).toEqual(['triggered', 'active']);
    expect(standing()).toBe(1);
  });

  it('ends behind alerts that stay where they are', async () => {
    const event = await tick();
    await setMany(120, 'late', () => 100_500_000n, tickAt);
    await set('early', 100_900_000n);
    await deliver(event);
    expect(await statusOf('early')).toBe('triggered');
    expect(standing()).toBe(120);
  });
});
