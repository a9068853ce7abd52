import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../../functions/market/poll-price.ts';
import { publishedOf } from '../../../functions/shared/published.ts';
import { commitsOf } from '../../../functions/shared/store/history.ts';
import { sandboxWorld } from '../../local/sandbox/sandbox-world.ts';
import { openStore } from '../store/harness.ts';

vi.mock('../../../functions/shared/secret.ts', () => ({
  secretJson: async (arn: string) => ({ key: arn }),
}));

const host = 'market.sandbox.assay.test';
const sources = [
  { kind: 'goldapi', url: `https://${host}/api/XAU/EUR`, secretArn: 'market-key' },
  {
    kind: 'metals-dev',
    url: `https://${host}/v1/metal/spot?metal=gold&currency=EUR`,
    secretArn: 'metals-key',
  },
  {
    kind: 'metalpriceapi',
    url: `https://${host}/v1/latest?base=EUR&currencies=XAU`,
    secretArn: 'latest-key',
  },
];
process.env['CURRENCY'] = 'EUR';
process.env['MARKET_SESSION'] = 'calendar';
process.env['MARKET_SOURCES'] = JSON.stringify(sources);

const startMs = Date.parse('2026-11-23T09:00:00.000Z');
let world: ReturnType<typeof sandboxWorld>;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: startMs });
  await openStore();
  world = sandboxWorld({ nowMs: startMs });
  await world.control('PUT', '/_local/market', { pricePerGram: '100.00' });
  vi.stubGlobal('fetch', async (url: string, { headers }: RequestInit) => {
    const { pathname, search } = new URL(url);
    const answer = await world.as(host, headers as Record<string, string>)(
      'GET',
      `${pathname}${search}`,
    );
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const day = '2026-11-23';
const events = async (of = day) => {
  const found: { eventType: string; eventData: Readonly<Record<string, unknown>> }[] = [];
  for await (const commit of commitsOf(`market-EUR-${of}`))
    for (const { eventType, eventData } of publishedOf(commit))
      found.push({ eventType, eventData });
  return found;
};
const behave = (manners: Record<string, string>) =>
  world.control('PUT', '/_local/market/sources', manners);
const at = (ms: number) => {
  vi.setSystemTime(ms);
  return world.pass(ms - world.world.timeline.now());
};

describe('a poll', () => {
  it('asks every provider in its own shape and records the median, exactly', async () => {
    await world.control('PUT', '/_local/market', { pricePerGram: '118.123456' });
    await handler();
    const [opened, updated] = await events();
    expect(opened).toMatchObject({ eventType: 'MarketOpened' });
    expect(updated?.eventData).toMatchObject({
      goldPricePerGram: '118.123456',
      source: 'median',
      sources: ['goldapi', 'metals-dev', 'metalpriceapi'].map((source) => ({
        source,
        pricePerGram: '118.123456',
        outcome: 'used',
      })),
    });
  });
});

describe('a source that fails', () => {
  it.each([
    ['goldapi', 'html', 'no JSON'],
    ['goldapi', 'zero', 'invalid price'],
    ['goldapi', 'negative', 'invalid price'],
    ['goldapi', 'text', 'invalid price'],
    ['goldapi', 'unit', 'invalid metal'],
    ['goldapi', 'currency', 'invalid currency'],
    ['goldapi', 'empty', 'invalid timestamp'],
    ['goldapi', 'down', 'status 503'],
    ['metals-dev', 'html', 'no JSON'],
    ['metals-dev', 'zero', 'invalid rate.price'],
    ['metals-dev', 'negative', 'invalid rate.price'],
    ['metals-dev', 'text', 'invalid rate.price'],
    ['metals-dev', 'unit', 'invalid unit'],
    ['metals-dev', 'currency', 'invalid currency'],
    ['metals-dev', 'empty', 'invalid status'],
    ['metals-dev', 'down', 'status 503'],
    ['metalpriceapi', 'html', 'no JSON'],
    ['metalpriceapi', 'zero', 'invalid rates.EURXAU'],
    ['metalpriceapi', 'negative', 'invalid rates.EURXAU'],
    ['metalpriceapi', 'text', 'invalid rates.EURXAU'],
    ['metalpriceapi', 'unit', 'invalid rates.EURXAU'],
    ['metalpriceapi', 'currency', 'invalid base'],
    ['metalpriceapi', 'empty', 'invalid success'],
    ['metalpriceapi', 'down', 'status 503'],
  ])('names %s when it answers with %s, and the others speak', async (source, manner, reason) => {
    await behave({ [source]: manner });
    await handler();
    const updated = (await events()).at(-1)?.eventData;
    expect(updated?.['goldPricePerGram']).toBe('100.000000');
    expect(updated?.['sources']).toContainEqual({ source, outcome: 'failed', reason });
  });

  it.each(['goldapi', 'metals-dev', 'metalpriceapi'])(
    'leaves out %s when it is old or far off, and says so',
    async (source) => {
      for (const [manner, outcome] of [
        ['old', 'stale'],
        ['outlier', 'outlier'],
      ] as const) {
        await openStore();
        await behave({ [source]: manner });
        await handler();
        const updated = (await events()).at(-1)?.eventData;
        expect(updated?.['goldPricePerGram']).toBe('100.000000');
        expect(updated?.['sources']).toContainEqual(expect.objectContaining({ source, outcome }));
      }
    },
  );
});

describe('a source that does not answer', () => {
  it('is not waited for', async () => {
    await behave({ goldapi: 'hang' });
    const real = globalThis.fetch;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
      url.includes('/api/XAU')
        ? new Promise((_, reject) => {
            init.signal?.addEventListener('abort', () => reject(new Error('aborted')));
          })
        : real(url, init),
    );
    await handler();
    const updated = (await events()).at(-1)?.eventData;
    expect(updated?.['sources']).toContainEqual({
      source: 'goldapi',
      outcome: 'failed',
      reason: 'no answer',
    });
  });
});

describe('a market', () => {
  it('works with one source', async () => {
    await behave({ 'metals-dev': 'down', metalpriceapi: 'html' });
    await handler();
    expect((await events()).at(-1)?.eventData).toMatchObject({
      goldPricePerGram: '100.000000',
      source: 'goldapi',
    });
  });

  it('counts a quote of exactly 120 s, and none a second older', async () => {
    await behave({ 'metals-dev': 'down', metalpriceapi: 'down' });
    vi.setSystemTime(startMs + 120_000);
    await handler();
    expect((await events()).at(-1)?.eventType).toBe('MarketPriceUpdated');
    await openStore();
    vi.setSystemTime(startMs + 121_000);
    await handler();
    expect((await events()).at(-1)?.eventType).toBe('MarketOpened');
  });

  it('records the session without a price, counts that, and goes on when a price comes', async () => {
    const lines = vi.spyOn(console, 'log');
    await behave({ goldapi: 'down', 'metals-dev': 'zero', metalpriceapi: 'html' });
    await handler();
    expect((await events()).map(({ eventType }) => eventType)).toEqual(['MarketOpened']);
    expect(lines.mock.calls.join('\n')).toMatch(/"code":"market\.no-price"/);
    expect(lines.mock.calls.join('\n')).toMatch(/"NoPrice":1/);
    await at(Date.parse('2026-11-23T22:00:00.000Z'));
    await handler();
    expect((await events()).at(-1)).toEqual({
      eventType: 'MarketClosed',
      eventData: {
        marketSession: '2026-11-24',
        closedAt: '2026-11-23T22:00:00.000Z',
        byCalendar: true,
      },
    });
    expect(`${lines.mock.calls.at(-2)}`).toMatch(/"NoPrice":0/);
    await behave({ goldapi: 'fine' });
    await handler();
    expect((await events()).at(-1)?.eventType).toBe('MarketPriceUpdated');
  });

  it('says in a new day what the price moved from in the last one that had any', async () => {
    await handler();
    await at(Date.parse('2026-11-26T09:00:00.000Z'));
    await world.control('PUT', '/_local/market', { pricePerGram: '104.00' });
    await handler();
    expect((await events('2026-11-26')).at(-1)?.eventData).toMatchObject({
      goldPricePerGram: '104.000000',
      previousPricePerGram: '100.000000',
    });
  });
});
