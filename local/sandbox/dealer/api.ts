import * as z from 'zod/mini';
import type { Site, SiteResponse } from '../../kernel/site.ts';
import type { World } from '../../kernel/world.ts';
import { json, Problem } from '../answers.ts';
import { requireBearer } from '../bearer.ts';
import { amountOf, bodyOf, members } from '../input.ts';
import type { Market } from '../market/market.ts';
import { formatPerGram, fromPricePerOunce, moved } from '../market/ounce.ts';
import { createSite, type SiteRoute, type Visit } from '../router.ts';
import type { Behaviour } from './behaviour.ts';
import { fillOf } from './fill.ts';
import type { Order, Orders } from './orders.ts';

export interface DealerApiOptions {
  readonly world: World;
  readonly orders: Orders;
  readonly market: Market;
  readonly behaviour: () => Behaviour;
  /** What the caller must bear, as its secret store has it. */
  readonly credential: () => Promise<string>;
}

const OrderRequest = z.strictObject({
  orderId: members.text(64, 'your own id of the order'),
  currency: z.literal('EUR', 'this dealer sells for EUR'),
  budget: members.amount,
});

const example = { orderId: 'pool-1', currency: 'EUR', budget: '100000.00' };

/** Above the market, in millionths: what the dealer lives on, and what it asks when it is told to be dear. */
const premiums = { usual: 3_000n, dear: 23_000n };

const microPerGram = (market: Market, premium: bigint): bigint => {
  const [whole = '0', fraction = ''] = formatPerGram(
    moved(fromPricePerOunce(market.pricePerOunce()), premium),
  ).split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
};

const centsOf = (amount: string): bigint => BigInt(amount.replace('.', ''));

const outcomeOf = (
  { market, behaviour }: DealerApiOptions,
  { orderId, budget }: Pick<Order, 'orderId' | 'budget'>,
): Order['outcome'] => {
  const { orders } = behaviour();
  if (orders === 'refuse') return { status: 'refused', reason: 'no-gold' };
  const price = microPerGram(market, orders === 'dearer' ? premiums.dear : premiums.usual);
  const cents = centsOf(budget);
  if (orders === 'over-budget') return fillOf(orderId, (cents * 101n) / 100n + 100n, price);
  return fillOf(orderId, orders === 'less' ? cents / 2n : cents, price);
};

const view = ({ orderId, currency, outcome }: Order) =>
  outcome.status === 'filled'
    ? { orderId, currency, ...outcome }
    : { orderId, status: outcome.status, reason: outcome.reason };

const placeOrder =
  (options: DealerApiOptions) =>
  async ({ request }: Visit): Promise<SiteResponse> => {
    const { world, orders } = options;
    const given = bodyOf(OrderRequest, request.body, example);
    const asked = { ...given, budget: amountOf(given.budget, given.currency) };
    const known = orders.find(asked.orderId);
    if (known !== undefined && known.budget !== asked.budget)
      throw new Problem(409, 'dealer.order-reused', 'This orderId was given to another order.');
    if (known !== undefined) return json(200, view(known));
    const behaviour = options.behaviour().orders;
    if (behaviour === 'unknown')
      return json(200, { orderId: asked.orderId, status: 'perhaps', grams: 'many' });
    const order: Order = { ...asked, outcome: outcomeOf(options, asked) };
    orders.put(order);
    await world.storage.durable();
    if (behaviour === 'hang-after-work') return new Promise(() => undefined);
    if (behaviour === 'error-after-work')
      throw new Problem(500, 'dealer.internal', 'Something went wrong; the order may be filled.');
    return json(201, view(order));
  };

const found = (orders: Orders, { params }: Visit): Order => {
  const order = orders.find(params['id'] ?? '');
  if (order !== undefined) return order;
  throw new Problem(404, 'dealer.not-found', 'The dealer knows no such order.');
};

const decline =
  ({ world, orders }: DealerApiOptions) =>
  async (visit: Visit): Promise<SiteResponse> => {
    const order = found(orders, visit);
    const declined: Order = { ...order, outcome: { status: 'declined', reason: 'by-customer' } };
    orders.put(declined);
    await world.storage.durable();
    return json(200, view(declined));
  };

/** Lets through who bears the credential, while the dealer is there. */
const guarded =
  (options: DealerApiOptions, handle: SiteRoute['handle']): SiteRoute['handle'] =>
  async (visit) => {
    const { api } = options.behaviour();
    if (api === 'hang') return new Promise(() => undefined);
    if (api === 'down')
      throw new Problem(503, 'dealer.down', 'The dealer is away, as it was told.');
    requireBearer(visit.request, await options.credential(), 'dealer.unauthorized');
    const answer = await handle(visit);
    if (api === 'nonsense') return { ...answer, status: 200, body: '<h1>Thank you!</h1>' };
    return api === 'teapot' ? { ...answer, status: 418 } : answer;
  };

/** The dealer's REST side, as the platform reaches it. */
export const createDealerApi = (options: DealerApiOptions): Site => {
  const { orders } = options;
  const route = (method: string, path: string, about: string, handle: SiteRoute['handle']) => ({
    method,
    path,
    about,
    handle: guarded(options, handle),
  });
  return createSite([
    route('POST', '/orders', 'buys for a budget, once for each orderId', placeOrder(options)),
    route('GET', '/orders/{id}', 'an order', (visit) => json(200, view(found(orders, visit)))),
    route('POST', '/orders/{id}/declines', 'takes back what was set aside', decline(options)),
  ]);
};
