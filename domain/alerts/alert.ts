import { type Aggregate, decideBy, evolveBy } from '../shared/decider.ts';
import { formatPrice, priceFromWire } from '../shared/price.ts';
import { Refusal } from '../shared/refusal.ts';
import { instantFromWire } from '../shared/time.ts';
import type { AlertEvent, Direction } from './events.ts';

/** A customer's wish to hear of a price, once. */
export interface Alert {
  /** Empty until PriceAlertCreated. */
  readonly alertId: string;
  readonly userId: string;
  readonly direction: Direction;
  /** Micro-units per gram. */
  readonly threshold: bigint;
  readonly currency: string;
  /** When the last price was recorded that was there before the alert; empty where there was none. */
  readonly lastPriceAt: string;
  readonly status: 'active' | 'triggered' | 'cancelled';
}

export interface CreateAlert {
  readonly type: 'CreateAlert';
  readonly alertId: string;
  readonly userId: string;
  readonly direction: Direction;
  readonly threshold: bigint;
  readonly currency: string;
  /** When the last price was recorded, strongly read; undefined before the first one. */
  readonly lastPriceAt?: string | undefined;
  readonly at: string;
}

/** A tick went from one price to another (micro-units per gram). */
export interface TriggerAlert {
  readonly type: 'TriggerAlert';
  readonly previousPrice: bigint;
  readonly price: bigint;
  readonly priceId: string;
  /** When the price was recorded. */
  readonly pricedAt: string;
  readonly at: string;
}

export interface CancelAlert {
  readonly type: 'CancelAlert';
  readonly at: string;
}

export type AlertCommand = CreateAlert | TriggerAlert | CancelAlert;

/** A type, so that it is a record of JSON. */
export type PublicAlert = Omit<Alert, 'threshold' | 'lastPriceAt'> & { readonly threshold: string };

/** Whether a move passes a threshold: reaching it counts, standing on it already does not. */
export const crosses = (
  { direction, threshold }: Pick<Alert, 'direction' | 'threshold'>,
  { previousPrice, price }: { readonly previousPrice: bigint; readonly price: bigint },
): boolean =>
  direction === 'above'
    ? previousPrice < threshold && price >= threshold
    : previousPrice > threshold && price <= threshold;

/**
 * Whether a price had been recorded when the alert was set. Told by the prices themselves and not by clocks: a poll that
 * takes its time bears the time of its beginning.
 */
const isEarlier = (pricedAt: string, { lastPriceAt }: Alert): boolean =>
  lastPriceAt !== '' && instantFromWire(pricedAt) <= instantFromWire(lastPriceAt);

const requireActive = (alert: Alert): void => {
  if (alert.alertId === '') throw new Refusal('alert.unknown', 'There is no such alert.');
  if (alert.status !== 'active')
    throw new Refusal('alert.not-active', 'The alert has fired or was cancelled.', {
      status: alert.status,
    });
};

/** A price alert (stream `alert-<alertId>`): it fires once. */
export const alert: Aggregate<Alert, AlertCommand, AlertEvent> = {
  type: 'alert',
  stateVersion: 2,
  initialState: {
    alertId: '',
    userId: '',
    direction: 'above',
    threshold: 0n,
    currency: '',
    lastPriceAt: '',
    status: 'active',
  },
  publicState: ({ lastPriceAt: _lastPriceAt, threshold, ...shown }): PublicAlert => ({
    ...shown,
    threshold: formatPrice(threshold),
  }),
  evolve: evolveBy<Alert, AlertEvent>({
    PriceAlertCreated: (_state, { data: { createdAt: _at, lastPriceAt = '', ...data } }) => ({
      ...data,
      lastPriceAt,
      threshold: priceFromWire(data.threshold),
      status: 'active',
    }),
    PriceAlertTriggered: (state) => ({ ...state, status: 'triggered' }),
    PriceAlertCancelled: (state) => ({ ...state, status: 'cancelled' }),
  }),
  decide: decideBy<Alert, AlertCommand, AlertEvent>({
    CreateAlert: ({ type: _type, threshold, lastPriceAt, at, ...facts }, state) => {
      if (state.alertId !== '') throw new Refusal('alert.exists', 'This alert was created before.');
      const data = {
        ...facts,
        threshold: formatPrice(threshold),
        createdAt: at,
        ...(lastPriceAt === undefined ? {} : { lastPriceAt }),
      };
      return [{ type: 'PriceAlertCreated', data }];
    },
    TriggerAlert: ({ previousPrice, price, priceId, pricedAt, at }, state) => {
      requireActive(state);
      if (isEarlier(pricedAt, state))
        throw new Refusal('alert.later-than-price', 'The alert was set after this price.');
      if (!crosses(state, { previousPrice, price }))
        throw new Refusal('alert.not-crossed', 'The price has not crossed the threshold.');
      const { status: _status, threshold, lastPriceAt: _lastPriceAt, ...facts } = state;
      const prices = { threshold: formatPrice(threshold), price: formatPrice(price) };
      const data = { ...facts, ...prices, priceId, triggeredAt: at };
      return [{ type: 'PriceAlertTriggered', data }];
    },
    CancelAlert: ({ at }, state) => {
      requireActive(state);
      const { alertId, userId } = state;
      return [{ type: 'PriceAlertCancelled', data: { alertId, userId, cancelledAt: at } }];
    },
  }),
};
