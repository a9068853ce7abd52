import * as z from 'zod/mini';
import { json, Problem } from '../answers.ts';
import { bodyOf, durationMs } from '../input.ts';
import type { SiteRoute } from '../router.ts';
import type { Market } from './market.ts';
import { formatPerGram, fromPricePerGram, fromPricePerOunce } from './ounce.ts';
import { readReplay } from './replay.ts';
import { type Manners, type mannersIn, SourcesChange } from './sources.ts';

const usualEvery = '1s';
const everyMsMin = 100;

const Setting = z.union(
  [
    z.strictObject({ pricePerGram: z.string() }),
    z.strictObject({ live: z.literal(true) }),
    z.strictObject({
      replay: z.strictObject({ csv: z.string(), every: z._default(z.string(), usualEvery) }),
    }),
  ],
  'one of {"pricePerGram": "118.25"}, {"live": true} and {"replay": {"csv": "Date,Price\\n…", "every": "1s"}}',
);
const SessionSetting = z.strictObject({
  open: z.union([z.boolean(), z.literal('calendar')], 'true, false or "calendar"'),
});

/** How long a line of a replay lasts, in milliseconds. Throws a `Problem` when it is no such time. */
export const everyOf = (text: string): number => {
  const ms = durationMs(text);
  if (ms !== undefined && ms >= everyMsMin) return ms;
  throw new Problem(
    400,
    'sandbox.invalid',
    `"${text}" is no time of ${everyMsMin}ms or more; try "1s".`,
  );
};

const viewOf = (market: Market) => ({
  pricePerGram: formatPerGram(fromPricePerOunce(market.pricePerOunce())),
  currency: 'EUR',
  session: market.session(),
  ...market.state(),
});

const apply = async (market: Market, setting: z.infer<typeof Setting>): Promise<void> => {
  if ('live' in setting) return market.live();
  if ('replay' in setting)
    return market.replay(readReplay(setting.replay.csv), everyOf(setting.replay.every));
  const price = fromPricePerGram(setting.pricePerGram);
  if (price === undefined)
    throw new Problem(
      400,
      'sandbox.invalid',
      `"${setting.pricePerGram}" is no price: a positive decimal string with at most six decimals, such as "118.25".`,
    );
  return market.hold(price);
};

export interface MarketControls {
  readonly market: Market;
  readonly manners: ReturnType<typeof mannersIn>;
  /** Has the market polled. */
  readonly onChange: () => void | Promise<void>;
}

const sourceControls = ({ manners, onChange }: MarketControls): readonly SiteRoute[] => [
  {
    method: 'GET',
    path: '/_local/market/sources',
    about: 'how each source of prices answers',
    handle: () => json(200, manners.get()),
  },
  {
    method: 'PUT',
    path: '/_local/market/sources',
    about:
      '{goldapi, metals-dev, metalpriceapi}: fine, html, old, zero, negative, text, unit, currency, empty, outlier, down or hang',
    handle: async ({ request }) => {
      const change = bodyOf(SourcesChange, request.body, { goldapi: 'down' });
      manners.set({ ...manners.get(), ...(change as Partial<Manners>) });
      await onChange();
      return json(200, manners.get());
    },
  },
];

/** What people at the keyboard may do with the market. */
export const marketControls = (controls: MarketControls): readonly SiteRoute[] => [
  ...sourceControls(controls),
  ...priceControls(controls.market),
];

const priceControls = (market: Market): readonly SiteRoute[] => [
  {
    method: 'GET',
    path: '/_local/market',
    about: 'the price of the moment and where it comes from',
    handle: () => json(200, viewOf(market)),
  },
  {
    method: 'PUT',
    path: '/_local/market',
    about:
      '{pricePerGram} holds a price, {live: true} lets it walk, {replay: {csv, every}} plays a file',
    handle: async ({ request }) => {
      await apply(market, bodyOf(Setting, request.body, { pricePerGram: '118.25' }));
      return json(200, viewOf(market));
    },
  },
  {
    method: 'PUT',
    path: '/_local/market/session',
    about: '{open: true, false or "calendar"}',
    handle: async ({ request }) => {
      const { open } = bodyOf(SessionSetting, request.body, { open: true });
      await market.setSession(open === 'calendar' ? open : open ? 'open' : 'closed');
      return json(200, viewOf(market));
    },
  },
];
