import type { Site } from '../../kernel/site.ts';
import type { World } from '../../kernel/world.ts';
import { json } from '../answers.ts';
import { bodyOf } from '../input.ts';
import type { Market } from '../market/market.ts';
import type { SiteRoute } from '../router.ts';
import type { Settings } from '../settings.ts';
import { createDealerApi } from './api.ts';
import { type Behaviour, BehaviourChange, behaviourIn, defaultBehaviour } from './behaviour.ts';
import { createOrders } from './orders.ts';

export interface DealerOptions {
  readonly world: World;
  readonly settings: Settings;
  readonly market: Market;
  readonly credential: () => Promise<string>;
}

export interface Dealer {
  readonly api: Site;
  readonly controls: readonly SiteRoute[];
}

const listMax = 100;

/** The sandbox dealer: sells bars for pools, or does whatever a dealer may do instead. */
export const createDealer = ({ world, settings, market, credential }: DealerOptions): Dealer => {
  const orders = createOrders(world.storage);
  const behaviour = behaviourIn(settings);
  return {
    api: createDealerApi({ world, orders, market, behaviour: behaviour.get, credential }),
    controls: [
      {
        method: 'GET',
        path: '/_local/dealer/orders',
        about: 'what was ordered of the dealer, newest first',
        handle: () => json(200, { items: orders.latest(listMax) }),
      },
      {
        method: 'GET',
        path: '/_local/dealer/behaviour',
        about: 'how the dealer behaves',
        handle: () => json(200, behaviour.get()),
      },
      {
        method: 'PUT',
        path: '/_local/dealer/behaviour',
        about:
          '{orders: fill|dearer|over-budget|less|refuse|unknown|error-after-work|hang-after-work, api: up|down|hang|nonsense|teapot}',
        handle: async ({ request }) => {
          const change = bodyOf(BehaviourChange, request.body, defaultBehaviour);
          const held = behaviour.get();
          const next: Behaviour = {
            orders: change.orders ?? held.orders,
            api: change.api ?? held.api,
          };
          behaviour.set(next);
          await world.storage.durable();
          return json(200, next);
        },
      },
    ],
  };
};
