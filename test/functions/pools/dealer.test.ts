import { afterEach, describe, expect, it } from 'vitest';
import { createDealer } from '../../../functions/pools/dealer.ts';
import { DealerError } from '../../../functions/pools/dealer-error.ts';
import { type Act, answer, misbehavingPartner } from '../shared/misbehaving-partner.ts';

const order = { orderId: 'pool-1', currency: 'EUR', budget: 100_000n };
const filled = {
  orderId: 'pool-1',
  status: 'filled',
  reference: 'DLR-1',
  currency: 'EUR',
  grams: '8.000000',
  pricePerGram: '120.000000',
  totalCost: '960.00',
  bars: [{ serial: 'D-1', refiner: 'Refinery', grossWeight: '1.000', fineness: '0.9999' }],
};
const fill = {
  ...filled,
  grams: 8_000_000n,
  pricePerGram: 120_000_000n,
  totalCost: 96_000n,
};
const none = { code: 'dealer.not-found' };

let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
});

/** A dealer that behaves so, and the client with the tries of the real one: one for an order, three for a question. */
const dealing = async (act: Act, deadlineMs = 10_000) => {
  const partner = await misbehavingPartner(act, {
    partner: 'Dealer',
    unavailable: (reason) => new DealerError('unavailable', reason),
  });
  close = partner.close;
  const ask = partner.send({ deadlineMs });
  return {
    dealer: createDealer({ ask, order: partner.send({ deadlineMs, triesMax: 1 }) }),
    ...partner,
  };
};

const trouble = (kind: string, reason: string) =>
  expect.objectContaining({ trouble: kind, reason });
const requests = (
  seen: readonly { readonly method: string | undefined; readonly url: string | undefined }[],
) => seen.map(({ method, url }) => `${method} ${url}`);

describe('an order', () => {
  it('is placed under the pool’s id with its budget, and what it brought comes back', async () => {
    const { dealer, seen } = await dealing((response) => answer(response, 201, filled));
    expect(await dealer.buy(order)).toEqual(fill);
    expect(requests(seen)).toEqual(['POST /orders']);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      orderId: 'pool-1',
      currency: 'EUR',
      budget: '1000.00',
    });
  });

  it('may be refused, by the dealer’s own reason', async () => {
    const refused = { orderId: 'pool-1', status: 'refused', reason: 'no-gold' };
    const { dealer } = await dealing((response) => answer(response, 201, refused));
    expect(await dealer.buy(order)).toEqual(refused);
  });

  it.each<[string, Act]>([
    ['a failure', (response) => answer(response, 500, 'oops')],
    ['too many requests', (response) => answer(response, 429, '{}')],
    ['silence', () => undefined],
    ['a cut connection', (response) => response.destroy()],
  ])('whose answer is %s is asked after, not given again', async (_name, fails) => {
    const { dealer, seen } = await dealing(
      (response, nth, request) =>
        nth === 0 ? fails(response, nth, request) : answer(response, 200, filled),
      500,
    );
    expect(await dealer.buy(order)).toEqual(fill);
    expect(requests(seen)).toEqual(['POST /orders', 'GET /orders/pool-1']);
  });

  it('of which the dealer knows nothing may be given again', async () => {
    const { dealer, seen } = await dealing((response, nth) =>
      nth === 0 ? answer(response, 503, '') : answer(response, 404, none),
    );
    await expect(dealer.buy(order)).rejects.toEqual(trouble('unavailable', 'status-503'));
    expect(requests(seen)).toEqual(['POST /orders', 'GET /orders/pool-1']);
  });

  it('of which the dealer can say nothing is asked after three times', async () => {
    const { dealer, seen } = await dealing(() => undefined, 100);
    await expect(dealer.buy(order)).rejects.toEqual(trouble('unavailable', 'no-answer'));
    expect(seen).toHaveLength(4);
  });
});

describe('an answer', () => {
  it.each<[string, number, unknown, string]>([
    ['no JSON', 200, '<html>', 'not-json'],
    ['nothing', 201, '', 'not-json'],
    ['another shape', 200, { ok: true }, 'not-the-contract'],
    ['an outcome that nobody knows', 200, { ...filled, status: 'perhaps' }, 'not-the-contract'],
    ['a field too many', 200, { ...filled, discount: '1.00' }, 'not-the-contract'],
    ['another currency', 200, { ...filled, currency: 'USD' }, 'not-the-contract'],
    ['gold that is a number', 200, { ...filled, grams: 8 }, 'not-the-contract'],
    ['no bars', 200, { ...filled, bars: [] }, 'not-the-contract'],
    ['of another order', 200, { ...filled, orderId: 'pool-2' }, 'another-order'],
    ['at another price than it says', 200, { ...filled, totalCost: '960.01' }, 'not-the-price'],
    ['a conflict', 409, { code: 'dealer.order-reused' }, 'status-409'],
    ['a refusal of another kind', 422, { code: 'dealer.closed' }, 'status-422'],
    ['a teapot', 418, {}, 'status-418'],
  ])(
    'that is %s concludes nothing, and is not asked for again',
    async (_n, status, body, reason) => {
      const { dealer, seen } = await dealing((response) => answer(response, status, body));
      await expect(dealer.buy(order)).rejects.toEqual(trouble('unknown', reason));
      expect(seen).toHaveLength(1);
    },
  );

  it.each<[string, number, unknown, string]>([
    ['a gateway’s own 404', 404, '<html>not found</html>', 'not-json'],
    ['a 404 without a code', 404, {}, 'status-404'],
    ['another order', 200, { ...filled, orderId: 'pool-2' }, 'another-order'],
  ])(
    'to the question after a lost order that is %s concludes nothing',
    async (_n, status, body, reason) => {
      const { dealer } = await dealing((response, nth) =>
        nth === 0 ? answer(response, 500, '') : answer(response, status, body),
      );
      await expect(dealer.buy(order)).rejects.toEqual(trouble('unknown', reason));
    },
  );
});

describe('a decline', () => {
  it.each<[string, number, unknown]>([
    ['was taken back', 200, { orderId: 'pool-1', status: 'declined', reason: 'by-customer' }],
    ['never was', 404, none],
  ])('is done when the order %s', async (_name, status, body) => {
    const { dealer, seen } = await dealing((response) => answer(response, status, body));
    await dealer.decline(order);
    expect(requests(seen)).toEqual(['POST /orders/pool-1/declines']);
  });

  it.each<[string, number, unknown, string, string]>([
    ['a failure', 500, '', 'unavailable', 'status-500'],
    ['a refusal', 409, { code: 'dealer.delivered' }, 'unknown', 'status-409'],
    ['a gateway’s 404', 404, '<html>', 'unknown', 'not-json'],
  ])('that is answered by %s is not done', async (_name, status, body, kind, reason) => {
    const { dealer } = await dealing((response) => answer(response, status, body));
    await expect(dealer.decline(order)).rejects.toEqual(trouble(kind, reason));
  });
});
