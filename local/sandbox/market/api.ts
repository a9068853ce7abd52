import type { Site } from '../../kernel/site.ts';
import type { World } from '../../kernel/world.ts';
import { json } from '../answers.ts';
import { createSite } from '../router.ts';
import type { Market } from './market.ts';
import { formatPerGram, fromPricePerOunce } from './ounce.ts';

export interface MarketApiOptions {
  readonly world: World;
  readonly market: Market;
  /** What callers send as `x-access-token`, as their secret store has it. */
  readonly key: () => Promise<string>;
}

/**
 * The market's REST side, in GoldAPI.io's shape (`GET /api/XAU/EUR`), with one field more: `session`. Numbers are
 * written out in full, so that a price set per gram survives the ounce.
 */
export const createMarketApi = ({ world, market, key }: MarketApiOptions): Site =>
  createSite([
    {
      method: 'GET',
      path: '/api/XAU/EUR',
      about: 'gold in euro',
      handle: async ({ request }) => {
        if (request.headers['x-access-token'] !== (await key()))
          return json(403, { error: 'Invalid API Key' });
        const perOunce = market.pricePerOunce();
        const seconds = Math.floor(world.timeline.now() / 1_000);
        const fields = [
          `"timestamp":${seconds}`,
          '"metal":"XAU"',
          '"currency":"EUR"',
          '"exchange":"SANDBOX"',
          '"symbol":"SANDBOX:XAUEUR"',
          `"price":${perOunce}`,
          `"ask":${perOunce}`,
          `"bid":${perOunce}`,
          `"price_gram_24k":${formatPerGram(fromPricePerOunce(perOunce))}`,
          `"session":${JSON.stringify(market.session())}`,
        ];
        return {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: `{${fields.join(',')}}\n`,
        };
      },
    },
  ]);
