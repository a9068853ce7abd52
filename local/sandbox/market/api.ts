import type { Site, SiteResponse } from '../../kernel/site.ts';
import type { World } from '../../kernel/world.ts';
import { json } from '../answers.ts';
import { createSite, type Visit } from '../router.ts';
import type { Market } from './market.ts';
import { formatPerOunce, fromPricePerOunce, moved } from './ounce.ts';
import type { Kind, Manner, Manners } from './sources.ts';

export interface MarketApiOptions {
  readonly world: World;
  readonly market: Market;
  readonly manners: () => Manners;
  /** What callers must send, as their secret store has it. */
  readonly key: (kind: Kind) => Promise<string>;
}

/** What a source says, before it is brought into its shape. `price` is the JSON that stands for the price of an ounce. */
interface Facts {
  readonly price: string;
  readonly atMs: number;
  readonly currency: string;
  readonly manner: Manner;
}

type Shape = (facts: Facts) => string;

const seconds = (ms: number): number => Math.floor(ms / 1_000);

/** GoldAPI.io, `GET /api/XAU/EUR`. Its unit is always the ounce, so another "unit" is another metal. */
const goldapi: Shape = ({ price, atMs, currency, manner }) => `{
  "timestamp": ${seconds(atMs)},
  "metal": "${manner === 'unit' ? 'XAG' : 'XAU'}",
  "currency": "${currency}",
  "exchange": "SANDBOX",
  "symbol": "SANDBOX:XAU${currency}",
  "price": ${price},
  "ask": ${price},
  "bid": ${price}
}`;

/** metals.dev, `GET /v1/metal/spot?metal=gold&currency=EUR`. */
const metalsDev: Shape = ({ price, atMs, currency, manner }) => `{
  "status": "success",
  "timestamp": "${new Date(atMs).toISOString()}",
  "currency": "${currency}",
  "unit": "${manner === 'unit' ? 'g' : 'toz'}",
  "metal": "gold",
  "rate": { "price": ${price}, "ask": ${price}, "bid": ${price}, "change": 0, "change_percent": 0 }
}`;

/** MetalpriceAPI, `GET /v1/latest?base=EUR&currencies=XAU`. */
const metalpriceapi: Shape = ({ price, atMs, currency, manner }) => `{
  "success": true,
  "base": "${currency}",
  "timestamp": ${seconds(atMs)},
  "rates": { "${currency}XAU${manner === 'unit' ? '_KG' : ''}": ${price}, "XAU": 0.000275 }
}`;

const hourMs = 3_600_000;
const tooHighPpm = 50_000n;

const factsOf = (perOunce: string, nowMs: number, manner: Manner): Facts => {
  const prices: Partial<Record<Manner, string>> = {
    zero: '0',
    negative: `-${perOunce}`,
    text: `"${perOunce}"`,
    outlier: formatPerOunce(moved(fromPricePerOunce(perOunce), tooHighPpm)),
  };
  return {
    price: prices[manner] ?? perOunce,
    atMs: manner === 'old' ? nowMs - hourMs : nowMs,
    currency: manner === 'currency' ? 'USD' : 'EUR',
    manner,
  };
};

const page = (status: number, type: string, body: string): SiteResponse => ({
  status,
  headers: { 'content-type': type },
  body,
});

/** Longer than any caller waits. */
const hangMs = 60_000;

/**
 * The market's REST side, once in the shape of each provider that the platform knows. Prices are written out in full, so
 * that one that was set per gram survives the ounce. A header says whether the market is open, whatever the body says.
 */
export const createMarketApi = ({ world, market, manners, key }: MarketApiOptions): Site => {
  const { timeline } = world;
  const answer = async (kind: Kind, shape: Shape): Promise<SiteResponse> => {
    const manner = manners()[kind];
    if (manner === 'hang')
      await new Promise<void>((resolve) => {
        timeline.after(hangMs, resolve);
      });
    if (manner === 'down') return page(503, 'text/plain', 'Service Unavailable\n');
    if (manner === 'html') return page(200, 'text/html', '<!doctype html><title>Gold</title>\n');
    if (manner === 'empty') return page(200, 'application/json', '{}\n');
    const facts = factsOf(market.pricePerOunce(), timeline.now(), manner);
    return page(200, 'application/json', `${shape(facts)}\n`);
  };
  const source = (
    kind: Kind,
    path: string,
    shape: Shape,
    keyOf: (visit: Visit) => string | null | undefined,
  ) => ({
    method: 'GET',
    path,
    about: `gold in euro, in the shape of ${kind}`,
    handle: async (visit: Visit) => {
      if (keyOf(visit) !== (await key(kind))) return json(403, { error: 'Invalid API Key' });
      const { headers, ...rest } = await answer(kind, shape);
      return { ...rest, headers: { ...headers, 'x-sandbox-session': market.session() } };
    },
  });
  return createSite([
    source('goldapi', '/api/XAU/EUR', goldapi, ({ request }) => request.headers['x-access-token']),
    source('metals-dev', '/v1/metal/spot', metalsDev, ({ query }) => query.get('api_key')),
    source(
      'metalpriceapi',
      '/v1/latest',
      metalpriceapi,
      ({ request }) => request.headers['x-api-key'],
    ),
  ]);
};
