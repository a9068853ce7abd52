import type { CurrencyText, Id, InstantText, PriceText, Routes } from './types.ts';

/**
 * Routes of the contract that the document does not describe yet. Whatever it describes counts instead of what stands
 * here, so an entry is dead the moment its route is there.
 */
interface Planned {
  'GET /v1/price-alerts': { answer: { items: PriceAlert[] } };
  'POST /v1/price-alerts': {
    body: { direction: 'above' | 'below'; threshold: string };
    answer: PriceAlert;
  };
  'DELETE /v1/price-alerts/{id}': { parameters: { id: string }; answer: unknown };
  'GET /v1/notifications': {
    parameters: { limit?: string; cursor?: string };
    answer: { items: Notice[]; nextCursor: string | null };
  };
  'PUT /v1/notifications/preferences': { body: { channels: Channel[] }; answer: unknown };
  'POST /v1/me/mfa': { body: Record<string, never>; answer: { secret: string } };
  'POST /v1/me/mfa/verify': { body: { code: string }; answer: unknown };
  'DELETE /v1/me': { answer: unknown };
}

/** Every route that the app may call. */
export type AllRoutes = Routes & Omit<Planned, keyof Routes>;

export type Channel = 'email' | 'sms';

export interface PriceAlert {
  alertId: Id;
  direction: 'above' | 'below';
  threshold: PriceText;
  currency: CurrencyText;
  status: string;
}

export interface Notice {
  notificationId: Id;
  title: string;
  text: string;
  at: InstantText;
}
