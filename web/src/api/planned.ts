import type { Id, InstantText, Routes } from './types.ts';

/**
 * Routes of the contract that the document does not describe yet. Whatever it describes counts instead of what stands
 * here, so an entry is dead the moment its route is there.
 */
interface Planned {
  'GET /v1/notifications': {
    parameters: { limit?: string; cursor?: string };
    answer: { items: Notice[]; nextCursor: string | null };
  };
  'PUT /v1/notifications/preferences': { body: { channels: Channel[] }; answer: unknown };
  'DELETE /v1/me': { answer: unknown };
}

/** Every route that the app may call. */
export type AllRoutes = Routes & Omit<Planned, keyof Routes>;

export type Channel = 'email' | 'sms';

export interface Notice {
  notificationId: Id;
  title: string;
  text: string;
  at: InstantText;
}
