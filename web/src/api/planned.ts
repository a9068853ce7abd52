import type { Id, InstantText, Routes } from './types.ts';

/**
 * Routes of the contract that the document does not describe yet. Whatever it describes counts instead of what stands
 * here, so an entry is dead the moment its route is there.
 */
interface Planned {
  'DELETE /v1/me': { answer: unknown };
  'GET /v1/admin/streams/{stream}': {
    parameters: { stream: string; asOf?: string; limit?: string; cursor?: string };
    answer: StreamPage;
  };
  'GET /v1/admin/audit': {
    parameters: { userId: string; from?: string; to?: string; limit?: string; cursor?: string };
    answer: { items: AuditedEvent[]; nextCursor: string | null };
  };
  'GET /v1/admin/cases': {
    parameters: { status?: 'open' | 'decided'; limit?: string; cursor?: string };
    answer: { items: Case[]; nextCursor: string | null };
  };
  'POST /v1/admin/cases/{id}/decisions': {
    parameters: { id: string };
    body: { outcome: 'cleared' | 'reported'; note: string };
    answer: unknown;
  };
  'GET /v1/admin/projections': { answer: { items: Projection[] } };
}

/** Every route that the app may call. */
export type AllRoutes = Routes & Omit<Planned, keyof Routes>;
export type RouteName = keyof AllRoutes;
export type AnswerOf<Route extends RouteName> = AllRoutes[Route]['answer'];

export interface StoredEvent {
  eventId: Id;
  eventType: string;
  eventData: Record<string, unknown>;
  sequenceNumber: number;
  timestamp: InstantText;
  userId: string;
  correlationId: string;
  causationId: string;
}

export interface AuditedEvent extends StoredEvent {
  stream: string;
}

export interface StreamPage {
  stream: string;
  aggregateType: string;
  version: number;
  chain: { intact: boolean; version: number; reason?: string };
  state: Record<string, unknown> | null;
  items: StoredEvent[];
  nextCursor: string | null;
}

export interface Case {
  caseId: Id;
  userId: Id;
  walletId: Id;
  trigger: 'withdrawal' | 'deposit';
  transactionId: string;
  rules: string[];
  status: 'open' | 'decided';
  openedAt: InstantText;
  outcome?: 'cleared' | 'reported';
  note?: string;
  decidedBy?: Id;
  decidedAt?: InstantText;
  version: number;
}

export interface Projection {
  name: string;
  waiting: number;
  inFlight: number;
  dead: number;
  lagMs: number | null;
  measuredAt: InstantText | null;
}
