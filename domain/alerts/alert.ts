import { type Aggregate, decideBy, evolveBy } from '../shared/decider.ts';
import { formatPrice, priceFromWire } from '../shared/price.ts';
import { Refusal } from '../shared/refusal.ts';
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
  readonly status: 'active' | 'triggered' | 'cancelled';
}

export interface CreateAlert {
  readonly type: 'CreateAlert';
  readonly alertId: string;
  readonly userId: string;
  readonly direction: Direction;
  readonly threshold: bigint;
  readonly currency: string;
  readonly at: string;
}

/** A tick went from one price to another (micro-units per gram). */
export interface TriggerAlert {
  readonly type: 'TriggerAlert';
  readonly previousPrice: bigint;
  readonly price: bigint;
  readonly priceId: string;
  readonly at: string;
}

export interface CancelAlert {
  readonly type: 'CancelAlert';
  readonly at: string;
}

export type AlertCommand = CreateAlert | TriggerAlert | CancelAlert;

/** A type, so that it is a record of JSON. */
export type PublicAlert = Omit<Alert, 'threshold'> & { readonly threshold: string };

/** Whether a move passes a threshold: reaching it counts, standing on it already does not. */
export const crosses = (
  { direction, threshold }: Pick<Alert, 'direction' | 'threshold'>,
  { previousPrice, price }: { readonly previousPrice: bigint; readonly price: bigint },
): boolean =>
  direction === 'above'
    ? previousPrice < threshold && price >= threshold
    : previousPrice > threshold && price <= threshold;

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
  stateVersion: 1,
  initialState: {
    alertId: '',
    userId: '',
    direction: 'above',
    threshold: 0n,
    currency: '',
    status: 'active',
  },
  publicState: (state): PublicAlert => ({ ...state, threshold: formatPrice(state.threshold) }),
  evolve: evolveBy<Alert, AlertEvent>({
    PriceAlertCreated: (_state, { data: { createdAt: _at, ...data } }) => ({
      ...data,
      threshold: priceFromWire(data.threshold),
      status: 'active',
    }),
    PriceAlertTriggered: (state) => ({ ...state, status: 'triggered' }),
    PriceAlertCancelled: (state) => ({ ...state, status: 'cancelled' }),
  }),
  decide: decideBy<Alert, AlertCommand, AlertEvent>({
    CreateAlert: ({ type: _type, threshold, at, ...facts }, state) => {
      if (state.alertId !== '') throw new Refusal('alert.exists', 'This alert was created before.');
      const data = { ...facts, threshold: formatPrice(threshold), createdAt: at };
      return [{ type: 'PriceAlertCreated', data }];
    },
    TriggerAlert: ({ previousPrice, price, priceId, at }, state) => {
      requireActive(state);
      if (!crosses(state, { previousPrice, price }))
        throw new Refusal('alert.not-crossed', 'The price has not crossed the threshold.');
      const { status: _status, threshold, ...facts } = state;
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
