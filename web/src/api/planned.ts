import type {
  CurrencyText,
  GramsText,
  Id,
  InstantText,
  MoneyText,
  PriceText,
  Routes,
} from './types.ts';

/**
 * Routes of the contract that the document does not describe yet. Whatever it describes counts instead of what stands
 * here, so an entry is dead the moment its route is there.
 */
interface Planned {
  'GET /v1/bank-accounts': { answer: { items: BankAccountListed[] } };
  'POST /v1/bank-accounts': {
    body: { iban: string; holderName: string };
    answer: BankAccountListed;
  };
  'DELETE /v1/bank-accounts/{id}': { parameters: { id: string }; answer: unknown };
  'GET /v1/withdrawals': {
    parameters: { limit?: string; cursor?: string };
    answer: { items: Withdrawal[]; nextCursor: string | null };
  };
  'POST /v1/withdrawals': {
    body: { amount: string; bankAccountId: string };
    idempotencyKey: string;
    answer: { withdrawalId: Id };
  };
  'DELETE /v1/withdrawals/{id}': { parameters: { id: string }; answer: unknown };
  'GET /v1/pools': {
    parameters: { limit?: string; cursor?: string };
    answer: { items: Pool[]; nextCursor: string | null };
  };
  'GET /v1/pools/{id}': { parameters: { id: string }; answer: PoolDetail };
  'POST /v1/pools/{id}/participations': {
    parameters: { id: string };
    body: { amount: string };
    idempotencyKey: string;
    answer: unknown;
  };
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

export interface BankAccountListed {
  bankAccountId: Id;
  iban: string;
  holderName: string;
  usableFrom: InstantText;
}

export interface Withdrawal {
  withdrawalId: Id;
  status: string;
  amount: MoneyText;
  currency: CurrencyText;
  bankAccountId: Id;
  requestedAt: InstantText;
  reason?: string;
  steps: { step: string; at: InstantText }[];
}

export interface Pool {
  poolId: Id;
  name: string;
  currency: CurrencyText;
  targetAmount: MoneyText;
  minimumParticipants: number;
  deadline: InstantText;
  status: string;
  committedAmount: MoneyText;
  participants: number;
  goldAmount: GramsText;
}

export interface PoolDetail extends Pool {
  participation?: { amount: MoneyText; status: string };
}

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
