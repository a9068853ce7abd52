import type { DomainEvent } from '../shared/decider.ts';

/** The published language of a price alert. */
export type Direction = 'above' | 'below';

export type PriceAlertCreated = DomainEvent<
  'PriceAlertCreated',
  {
    readonly alertId: string;
    readonly userId: string;
    readonly direction: Direction;
    /** A price per gram. */
    readonly threshold: string;
    readonly currency: string;
    readonly createdAt: string;
    /** The time of the last price that was recorded before it: earlier moves are none of its. */
    readonly lastPriceAt?: string;
  }
>;

export type PriceAlertTriggered = DomainEvent<
  'PriceAlertTriggered',
  {
    readonly alertId: string;
    readonly userId: string;
    readonly direction: Direction;
    readonly threshold: string;
    readonly currency: string;
    readonly price: string;
    readonly priceId: string;
    readonly triggeredAt: string;
  }
>;

export type PriceAlertCancelled = DomainEvent<
  'PriceAlertCancelled',
  { readonly alertId: string; readonly userId: string; readonly cancelledAt: string }
>;

export type AlertEvent = PriceAlertCreated | PriceAlertTriggered | PriceAlertCancelled;
