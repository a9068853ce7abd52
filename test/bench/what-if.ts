import { type Platform, tableOf } from '../e2e/platform.ts';
import { onPlatform } from './on-platform.ts';

const firstDay = Date.UTC(1970, 0, 1);
const dayMs = 86_400_000;
const calls = 20;

/** A closing price for every day since 1970, which is more than any history that will be imported. */
const fillHistory = async (platform: Platform, untilMs: number): Promise<number> => {
  const days = Math.floor((untilMs - firstDay) / dayMs);
  const table = tableOf(platform, 'MARKET_PRICES_TABLE');
  const caller = { kind: 'cloud', name: 'bench' } as const;
  const itemOf = (day: number) => {
    const startsAt = new Date(firstDay + day * dayMs).toISOString();
    const price = { S: (1 + day * 0.006 + Math.sin(day / 400)).toFixed(6) };
    return {
      pk: { S: '1d#EUR' },
      sk: { S: startsAt },
      open: price,
      high: price,
      low: price,
      close: price,
      openedAt: { S: startsAt },
      closedAt: { S: startsAt },
      count: { N: '1' },
      version: { N: '1' },
    };
  };
  for (let from = 0; from < days; from += 25)
    await platform.cloud.dynamo.call({
      operation: 'BatchWriteItem',
      caller,
      input: {
        RequestItems: {
          [table]: Array.from({ length: Math.min(25, days - from) }, (_, index) => ({
            PutRequest: { Item: itemOf(from + index) },
          })),
        },
      },
    });
  return days;
};

/** How long a what-if over all days since 1970 takes: the first one, which reads the history, and the others. */
export const whatIf = () =>
  onPlatform(async (platform) => {
    const prices = await fillHistory(platform, platform.world.timeline.now());
    const took: number[] = [];
    for (let call = 0; call <= calls; call++) {
      const started = performance.now();
      const { status, body } = await platform.call('POST', '/v1/portfolio/what-if', {
        body: { invest: { amount: '100.00', monthlyFrom: '1970-01-01' } },
      });
      if (status !== 200) throw new Error(JSON.stringify(body));
      took.push(performance.now() - started);
    }
    const [first = 0, ...others] = took;
    const sorted = others.toSorted((a, b) => a - b);
    return {
      prices,
      firstMs: Math.round(first),
      medianMs: Math.round(sorted[calls / 2] ?? 0),
      slowestMs: Math.round(sorted.at(-1) ?? 0),
    };
  });
