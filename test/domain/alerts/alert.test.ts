import { describe, expect, it } from 'vitest';
import { alert, type CreateAlert, crosses } from '../../../domain/alerts/alert.ts';
import type { AlertEvent } from '../../../domain/alerts/events.ts';
import { specification } from '../../support/given.ts';

const given = specification(alert);
const at = '2026-11-23T10:00:00.000Z';
const create: CreateAlert = {
  type: 'CreateAlert',
  alertId: 'alert-1',
  userId: 'user-1',
  direction: 'above',
  threshold: 130_000_000n,
  currency: 'EUR',
  at,
};
const created: AlertEvent = {
  type: 'PriceAlertCreated',
  data: {
    alertId: 'alert-1',
    userId: 'user-1',
    direction: 'above',
    threshold: '130.000000',
    currency: 'EUR',
    createdAt: at,
  },
};
const tick = {
  type: 'TriggerAlert',
  previousPrice: 129_999_999n,
  price: 130_000_000n,
  priceId: 'price-1',
  pricedAt: '2026-11-23T09:59:00.000Z',
  at,
} as const;
const triggered: AlertEvent = {
  type: 'PriceAlertTriggered',
  data: {
    alertId: 'alert-1',
    userId: 'user-1',
    direction: 'above',
    threshold: '130.000000',
    currency: 'EUR',
    price: '130.000000',
    priceId: 'price-1',
    triggeredAt: at,
  },
};

describe('a price alert', () => {
  it('fires once', () => {
    given().when(create).then(created);
    given(created).when(tick).then(triggered);
    given(created, triggered).when(tick).thenRejects('alert.not-active');
    given(created)
      .when({ ...tick, price: 129_999_999n })
      .thenRejects('alert.not-crossed');
    given().when(tick).thenRejects('alert.unknown');
    given(created).when(create).thenRejects('alert.exists');
  });

  it('is fired by prices after the last one before it, whatever the clocks say', () => {
    const lastPriceAt = '2026-11-23T09:59:00.000Z';
    const later: AlertEvent = { ...created, data: { ...created.data, lastPriceAt } };
    given()
      .when({ ...create, lastPriceAt })
      .then(later);
    given(later).when(tick).thenRejects('alert.later-than-price');
    given(later)
      .when({ ...tick, pricedAt: '2026-11-23T09:58:00.000Z' })
      .thenRejects('alert.later-than-price');
    // A poll that began before the alert was set, and was recorded after it.
    given(later)
      .when({ ...tick, pricedAt: '2026-11-23T09:59:00.001Z' })
      .then(triggered);
  });

  it('is cancelled while active', () => {
    given(created)
      .when({ type: 'CancelAlert', at })
      .then({
        type: 'PriceAlertCancelled',
        data: { alertId: 'alert-1', userId: 'user-1', cancelledAt: at },
      });
    given(created, triggered).when({ type: 'CancelAlert', at }).thenRejects('alert.not-active');
  });

  it.each([
    ['above', 99n, 100n, true],
    ['above', 100n, 101n, false],
    ['above', 98n, 99n, false],
    ['above', 101n, 99n, false],
    ['below', 101n, 100n, true],
    ['below', 100n, 99n, false],
    ['below', 102n, 101n, false],
    ['below', 99n, 101n, false],
  ] as const)('%s 100 from %i to %i: %s', (direction, previousPrice, price, fires) =>
    expect(crosses({ direction, threshold: 100n }, { previousPrice, price })).toBe(fires),
  );
});
