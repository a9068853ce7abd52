/* Made from the OpenAPI document by `npm run openapi`: change the handlers instead. */

/**
 * A UUID.
 */
export type Id = string;
export type SignIn = Tokens | Challenge;
/**
 * An instant, ISO 8601 in UTC with milliseconds.
 */
export type InstantText = string;
/**
 * The version of the stream that an answer reflects; it grows with every change.
 */
export type Version = number;
/**
 * ISO 4217.
 */
export type CurrencyText = string;
/**
 * An amount with the decimals of its currency.
 */
export type MoneyText = string;
/**
 * Grams of fine gold, six decimals.
 */
export type GramsText = string;
/**
 * Money per gram of fine gold, six decimals.
 */
export type PriceText = string;

export interface Routes {
  'POST /v1/users': {
    body: {
      email: string;
      password: string;
      fullName: string;
      country: string;
    };
    answer: Registered;
  };
  'POST /v1/sessions': {
    body:
      | {
          email: string;
          password: string;
        }
      | {
          email: string;
          challenge: {
            session: string;
            code: string;
          };
        };
    answer: SignIn;
  };
  'POST /v1/sessions/refresh': {
    body: {
      refreshToken: string;
    };
    answer: Tokens;
  };
  'GET /v1/me': {
    answer: Me;
  };
  'DELETE /v1/me': {
    answer: Erasure;
  };
  'POST /v1/me/mfa': {
    body: {};
    answer: {
      secret: string;
      otpauthUrl: string;
    };
  };
  'DELETE /v1/me/mfa': {
    answer: {
      mfa: 'enabled' | 'disabled';
    };
  };
  'POST /v1/me/mfa/verify': {
    body: {
      code: string;
    };
    answer: {
      mfa: 'enabled' | 'disabled';
    };
  };
  'POST /v1/me/verification': {
    body: {};
    answer: {
      verificationId: Id;
      sessionId: string;
      url: string;
      status: 'pending';
    };
  };
  'GET /v1/notifications': {
    parameters: {
      limit?: string;
      cursor?: string;
    };
    answer: Notifications;
  };
  'POST /v1/notifications/reads': {
    body: {
      until: string;
    };
    answer: ReadUntil;
  };
  'GET /v1/notifications/preferences': {
    answer: NotificationPreferences;
  };
  'PUT /v1/notifications/preferences': {
    body: {
      /**
       * @maxItems 2
       */
      channels: ('email' | 'sms')[];
      phone?: string;
    };
    answer: NotificationPreferences;
  };
  'POST /v1/live-tickets': {
    body: {};
    answer: LiveTicket;
  };
  'GET /v1/wallet': {
    parameters: {
      asOf?: string;
    };
    answer: Wallet;
  };
  'GET /v1/holdings': {
    parameters: {
      asOf?: string;
    };
    answer: Holdings;
  };
  'GET /v1/transactions': {
    parameters: {
      from?: string;
      to?: string;
      type?: 'deposit' | 'purchase' | 'sale' | 'withdrawal' | 'pool' | 'adjustment';
      limit?: string;
      cursor?: string;
    };
    answer: Transactions;
  };
  'GET /v1/transactions/{id}': {
    parameters: {
      id: string;
    };
    answer: Transaction;
  };
  'GET /v1/transactions/{id}/events': {
    parameters: {
      id: string;
    };
    answer: EventsShown;
  };
  'GET /v1/portfolio': {
    parameters: {
      asOf?: string;
    };
    answer: Portfolio;
  };
  'GET /v1/portfolio/history': {
    parameters: {
      from?: string;
      to?: string;
    };
    answer: PortfolioHistory;
  };
  'GET /v1/portfolio/performance': {
    parameters: {
      asOf?: string;
    };
    answer: Performance;
  };
  'POST /v1/portfolio/what-if': {
    body: {
      invest:
        | {
            amount: string;
            on: string;
          }
        | {
            amount: string;
            monthlyFrom: string;
          };
      until?: string;
    };
    answer: WhatIf;
  };
  'GET /v1/statements/{month}': {
    parameters: {
      month: string;
      format?: 'json' | 'pdf' | 'csv';
    };
    answer: Statement;
  };
  'POST /v1/purchases': {
    body:
      | {
          quote: {
            quoteId: string;
            userId: string;
            side: 'buy' | 'sell';
            grams: string;
            pricePerGram: string;
            spot: string;
            ask: string;
            bid: string;
            spread: string;
            fee: string;
            total: string;
            roundingRemainder: string;
            currency: string;
            priceId: string;
            expiresAt: string;
            signature: string;
          };
        }
      | {
          grams: string;
          maxPricePerGram?: string;
        }
      | {
          amount: string;
          maxPricePerGram?: string;
        };
    idempotencyKey: string;
    answer: PurchaseMade;
  };
  'POST /v1/quotes': {
    body:
      | {
          side: 'buy' | 'sell';
          grams: string;
        }
      | {
          side: 'buy' | 'sell';
          amount: string;
        };
    answer: Quote;
  };
  'POST /v1/sales': {
    body:
      | {
          quote: {
            quoteId: string;
            userId: string;
            side: 'buy' | 'sell';
            grams: string;
            pricePerGram: string;
            spot: string;
            ask: string;
            bid: string;
            spread: string;
            fee: string;
            total: string;
            roundingRemainder: string;
            currency: string;
            priceId: string;
            expiresAt: string;
            signature: string;
          };
        }
      | {
          grams: string;
          minPricePerGram?: string;
        }
      | {
          amount: string;
          minPricePerGram?: string;
        };
    idempotencyKey: string;
    answer: SaleMade;
  };
  'GET /v1/price-alerts': {
    answer: PriceAlerts;
  };
  'POST /v1/price-alerts': {
    body: {
      direction: 'above' | 'below';
      threshold: string;
    };
    answer: PriceAlert;
  };
  'DELETE /v1/price-alerts/{id}': {
    parameters: {
      id: string;
    };
    answer: PriceAlert;
  };
  'GET /v1/pools': {
    parameters: {
      status?: 'open' | 'closed' | 'purchased' | 'allocated' | 'cancelled';
      limit?: string;
      cursor?: string;
    };
    answer: Pools;
  };
  'GET /v1/pools/{id}': {
    parameters: {
      id: string;
    };
    answer: PoolDetail;
  };
  'POST /v1/pools/{id}/participations': {
    parameters: {
      id: string;
    };
    body: {
      amount: string;
    };
    idempotencyKey: string;
    answer: Committed;
  };
  'GET /v1/admin/pools': {
    parameters: {
      status?: 'open' | 'closed' | 'purchased' | 'allocated' | 'cancelled';
      limit?: string;
      cursor?: string;
    };
    answer: PoolRecords;
  };
  'POST /v1/admin/pools': {
    body: {
      name: string;
      targetAmount: string;
      minimumParticipants?: number;
      deadline: string;
    };
    idempotencyKey: string;
    answer: PoolRecord;
  };
  'POST /v1/admin/pools/{id}/closures': {
    parameters: {
      id: string;
    };
    body: {};
    answer: PoolRecord;
  };
  'POST /v1/admin/pools/{id}/cancellations': {
    parameters: {
      id: string;
    };
    body: {
      reason: string;
    };
    answer: PoolRecord;
  };
  'POST /v1/admin/pools/{id}/purchases': {
    parameters: {
      id: string;
    };
    body: {};
    answer: PurchaseRetried;
  };
  'GET /v1/bank-accounts': {
    answer: BankAccounts;
  };
  'POST /v1/bank-accounts': {
    body: {
      iban: string;
      holderName: string;
    };
    answer: BankAccountListed;
  };
  'DELETE /v1/bank-accounts/{id}': {
    parameters: {
      id: string;
    };
    answer: BankAccountRemoved;
  };
  'POST /v1/withdrawals': {
    body: {
      amount: string;
      bankAccountId: string;
    };
    idempotencyKey: string;
    answer: WithdrawalAccepted;
  };
  'GET /v1/withdrawals': {
    parameters: {
      limit?: string;
      cursor?: string;
    };
    answer: Withdrawals;
  };
  'GET /v1/withdrawals/{id}': {
    parameters: {
      id: string;
    };
    answer: Withdrawal;
  };
  'DELETE /v1/withdrawals/{id}': {
    parameters: {
      id: string;
    };
    answer: WithdrawalCancelled;
  };
  'GET /v1/admin/withdrawals': {
    parameters: {
      status?:
        | 'requested'
        | 'waiting'
        | 'approved'
        | 'processing'
        | 'completed'
        | 'rejected'
        | 'failed'
        | 'cancelled'
        | 'returned';
      limit?: string;
      cursor?: string;
    };
    answer: WithdrawalsForReview;
  };
  'POST /v1/admin/withdrawals/{id}/approvals': {
    parameters: {
      id: string;
    };
    body: {};
    idempotencyKey: string;
    answer: Approval;
  };
  'POST /v1/admin/withdrawals/{id}/rejections': {
    parameters: {
      id: string;
    };
    body: {
      reason: string;
    };
    idempotencyKey: string;
    answer: WithdrawalRejected;
  };
  'GET /v1/market/price': {
    answer: MarketPrice;
  };
  'GET /v1/market/prices': {
    parameters: {
      interval?: '1m' | '1h' | '1d';
      from?: string;
      to?: string;
      limit?: string;
      cursor?: string;
    };
    answer: Candles;
  };
  'GET /v1/admin/users': {
    parameters: {
      email: string;
    };
    answer: {
      items: Account[];
      nextCursor: string | null;
    };
  };
  'GET /v1/admin/users/{id}': {
    parameters: {
      id: string;
    };
    answer: Account;
  };
  'POST /v1/admin/users/{id}/verifications': {
    parameters: {
      id: string;
    };
    body:
      | {
          outcome: 'verified';
          verificationType: string;
        }
      | {
          outcome: 'rejected';
          verificationType: string;
          reason: string;
        };
    answer: {
      userId: Id;
      kycStatus: 'verified' | 'rejected';
      decidedAt: InstantText;
    };
  };
  'POST /v1/admin/users/{id}/suspensions': {
    parameters: {
      id: string;
    };
    body: {
      reason: string;
    };
    answer: {
      userId: Id;
      status: 'active' | 'suspended';
      at: InstantText;
    };
  };
  'POST /v1/admin/users/{id}/reinstatements': {
    parameters: {
      id: string;
    };
    body: {
      reason: string;
    };
    answer: {
      userId: Id;
      status: 'active' | 'suspended';
      at: InstantText;
    };
  };
  'GET /v1/admin/deposits': {
    parameters: {
      status?: 'review' | 'returning';
      limit?: string;
      cursor?: string;
    };
    answer: DepositsInReview;
  };
  'POST /v1/admin/deposits/{id}/confirmations': {
    parameters: {
      id: string;
    };
    body: {};
    idempotencyKey: string;
    answer: DepositConfirmation;
  };
  'POST /v1/admin/deposits/{id}/rejections': {
    parameters: {
      id: string;
    };
    body: {
      reason: string;
    };
    idempotencyKey: string;
    answer: DepositRejection;
  };
  'POST /v1/admin/deposits/{id}/assignments': {
    parameters: {
      id: string;
    };
    body:
      | {
          walletId: string;
        }
      | {
          userId: string;
        }
      | {
          reference: string;
        };
    idempotencyKey: string;
    answer: DepositAssignment;
  };
  'POST /v1/admin/deposits/{id}/returns': {
    parameters: {
      id: string;
    };
    body: {
      reason: string;
    };
    idempotencyKey: string;
    answer: DepositReturn;
  };
  'POST /v1/admin/market/history': {
    parameters: {
      currency: string;
      rate: string;
    };
    answer: PricesImported;
  };
  'POST /v1/admin/reconciliations': {
    answer: StatementsReceived;
  };
  'GET /v1/admin/reconciliations': {
    parameters: {
      currency?: string;
      limit?: string;
      cursor?: string;
    };
    answer: Reconciliations;
  };
  'GET /v1/admin/reconciliations/{id}': {
    parameters: {
      id: string;
      cursor?: string;
    };
    answer: ReconciliationReport;
  };
  'POST /v1/admin/adjustments': {
    body:
      | {
          walletId: string;
          amount: string;
          currency: string;
          reason: string;
        }
      | {
          userId: string;
          amount: string;
          currency: string;
          reason: string;
        };
    idempotencyKey: string;
    answer: AdjustmentRequest;
  };
  'GET /v1/admin/adjustments': {
    parameters: {
      status?: 'open';
      limit?: string;
      cursor?: string;
    };
    answer: OpenAdjustments;
  };
  'POST /v1/admin/adjustments/{id}/approvals': {
    parameters: {
      id: string;
    };
    body: {};
    idempotencyKey: string;
    answer: AdjustmentApproval;
  };
  'POST /v1/admin/adjustments/{id}/rejections': {
    parameters: {
      id: string;
    };
    body: {
      reason: string;
    };
    answer: AdjustmentRejection;
  };
  'POST /v1/admin/vault/bars': {
    body: {
      serial: string;
      refiner: string;
      grossWeight: string;
      fineness: string;
    };
    answer: BarReceived;
  };
  'POST /v1/admin/vault/bars/{serial}/releases': {
    parameters: {
      serial: string;
    };
    body: {};
    answer: BarReleased;
  };
  'GET /v1/admin/vault': {
    answer: Vault;
  };
  'GET /v1/admin/cases': {
    parameters: {
      status?: 'open' | 'decided';
      limit?: string;
      cursor?: string;
    };
    answer: ComplianceCases;
  };
  'POST /v1/admin/cases/{id}/decisions': {
    parameters: {
      id: string;
    };
    body: {
      outcome: 'cleared' | 'reported';
      note: string;
    };
    answer: CaseDecision;
  };
  'GET /v1/admin/streams/{stream}': {
    parameters: {
      stream: string;
      asOf?: string;
      limit?: string;
      cursor?: string;
    };
    answer: StreamShown;
  };
  'GET /v1/admin/audit': {
    parameters: {
      userId: string;
      from?: string;
      to?: string;
      limit?: string;
      cursor?: string;
    };
    answer: AuditTrail;
  };
  'GET /v1/admin/projections': {
    answer: ProjectionStandings;
  };
  'POST /v1/admin/projections/{name}/rebuilds': {
    parameters: {
      name: string;
    };
    body: {};
    answer: RebuildStarted;
  };
}
export interface Registered {
  userId: Id;
  walletId: Id;
  kycStatus: 'unverified';
}
export interface Tokens {
  accessToken: string;
  refreshToken?: string;
  expiresIn: number;
  tokenType: 'Bearer';
}
export interface Challenge {
  challenge: string;
  session?: string;
}
export interface Me {
  userId: Id;
  email: string;
  fullName: string;
  country: string;
  kycStatus: 'unverified' | 'verified' | 'rejected';
  verificationPending: boolean;
  status: 'active' | 'suspended' | 'erased';
  registeredAt: InstantText;
  version: Version;
}
export interface Erasure {
  certificateId: Id;
  status: 'erased';
  erasedAt: InstantText;
}
export interface Notifications {
  items: Notification[];
  nextCursor: string | null;
}
export interface Notification {
  notificationId: Id;
  kind: string;
  title: string;
  text: string;
  security: boolean;
  path: string;
  at: InstantText;
  read: boolean;
}
export interface ReadUntil {
  until: InstantText;
}
/**
 * What concerns the account’s safety is sent by every way that is known.
 */
export interface NotificationPreferences {
  channels: ('email' | 'sms')[];
  phone?: string;
}
/**
 * Opens one WebSocket: offer the subprotocols `assay.v1` and the ticket at `/ws` of the page’s own address.
 */
export interface LiveTicket {
  ticket: string;
  expiresInSeconds: number;
}
export interface Wallet {
  currency: CurrencyText;
  available: MoneyText;
  reserved: MoneyText;
  pending: MoneyText;
  frozen: boolean;
  version: Version;
  walletId: Id;
  depositInstructions: DepositInstructions;
}
export interface DepositInstructions {
  iban: string;
  beneficiary: string;
  reference: string;
}
export interface Holdings {
  grams: GramsText;
  averageCost: PriceText;
  costBasis: MoneyText;
  currency: CurrencyText;
  version: Version;
}
export interface Transactions {
  items: Transaction[];
  nextCursor: string | null;
}
export interface Transaction {
  transactionId: Id;
  type: 'deposit' | 'purchase' | 'sale' | 'withdrawal' | 'pool' | 'adjustment';
  status: string;
  amount: MoneyText;
  currency: CurrencyText;
  occurredAt: InstantText;
  updatedAt: InstantText;
  version: Version;
  bankReference?: string;
  grams?: GramsText;
  pricePerGram?: PriceText;
  fee?: MoneyText;
  costBasis?: MoneyText;
  realisedGain?: MoneyText;
  certificateNumbers?: string[];
  confirmationNumber?: string;
  reason?: string;
  poolId?: Id;
  cost?: MoneyText;
  released?: MoneyText;
}
export interface EventsShown {
  items: EventShown[];
}
export interface EventShown {
  eventId: Id;
  eventType: string;
  eventData: {
    [k: string]: unknown;
  };
  sequenceNumber: number;
  timestamp: InstantText;
}
/**
 * Value and gains are at the bid, which is what a sale would bring.
 */
export interface Portfolio {
  currency: CurrencyText;
  grams: GramsText;
  costBasis: MoneyText;
  averageCost: PriceText;
  value: MoneyText;
  valueAtSpot: MoneyText;
  unrealisedGain: MoneyText;
  realisedGain: MoneyText;
  totalGain: MoneyText;
  price: ValuedAt;
  asOf: InstantText;
  version: Version;
}
/**
 * The price that a value was computed with, and how old it was then.
 */
export interface ValuedAt {
  spot: PriceText;
  bid: PriceText;
  updatedAt: InstantText;
  ageSeconds: number;
}
export interface PortfolioHistory {
  currency: CurrencyText;
  from: InstantText;
  to: InstantText;
  stepSeconds: number;
  points: ValuePoint[];
}
/**
 * Value at the bid of the time; invested is what was paid less what was received.
 */
export interface ValuePoint {
  at: InstantText;
  grams: GramsText;
  value: MoneyText;
  invested: MoneyText;
}
export interface Performance {
  currency: CurrencyText;
  from: InstantText | null;
  until: InstantText;
  value: MoneyText;
  invested: MoneyText;
  moneyWeighted: Rate;
  timeWeighted: Rate;
}
/**
 * 0.05 is 5 %. period is over the whole time, year a year’s; null where there is none. A year’s time-weighted rate needs a year (GIPS 2020).
 */
export interface Rate {
  year: number | null;
  period: number | null;
}
/**
 * Bought in whole steps at the day’s last known price, without spread or fee; the return is a year’s (XIRR).
 */
export interface WhatIf {
  currency: CurrencyText;
  from: string;
  until: string;
  grams: GramsText;
  invested: MoneyText;
  value: MoneyText;
  gain: MoneyText;
  moneyWeightedReturn: number | null;
  series: {
    day: string;
    grams: GramsText;
    invested: MoneyText;
    value: MoneyText;
  }[];
}
export interface Statement {
  month: string;
  from: InstantText;
  until: InstantText;
  complete: boolean;
  walletId: Id;
  reference: string;
  currency: CurrencyText;
  opening: StatementBalance;
  lines: StatementLine[];
  totals: StatementTotals;
  closing: StatementBalance;
}
/**
 * Cash is available and reserved money together; pending money is in no sum.
 */
export interface StatementBalance {
  cash: MoneyText;
  available: MoneyText;
  reserved: MoneyText;
  pending: MoneyText;
  grams: GramsText;
  costBasis: MoneyText;
}
export interface StatementLine {
  at: InstantText;
  kind:
    'deposit' | 'purchase' | 'pool' | 'sale' | 'withdrawal' | 'withdrawal-return' | 'adjustment';
  transactionId: string;
  reference: string;
  amount: MoneyText;
  grams: GramsText;
  pricePerGram?: PriceText;
  fee?: MoneyText;
  realisedGain?: MoneyText;
  note?: string;
  cashAfter: MoneyText;
  gramsAfter: GramsText;
}
export interface StatementTotals {
  byKind: {
    kind:
      'deposit' | 'purchase' | 'pool' | 'sale' | 'withdrawal' | 'withdrawal-return' | 'adjustment';
    count: number;
    amount: MoneyText;
    grams: GramsText;
  }[];
  moneyIn: MoneyText;
  moneyOut: MoneyText;
  gramsIn: GramsText;
  gramsOut: GramsText;
  fees: MoneyText;
  realisedGain: MoneyText;
}
export interface PurchaseMade {
  purchaseId: Id;
  status: 'completed';
  grams: GramsText;
  pricePerGram: PriceText;
  fee: MoneyText;
  totalCost: MoneyText;
  currency: CurrencyText;
  certificateNumber?: string;
  certificateNumbers: string[];
  confirmationNumber: string;
}
export interface Quote {
  quoteId: Id;
  userId: Id;
  side: 'buy' | 'sell';
  grams: GramsText;
  pricePerGram: PriceText;
  spot: PriceText;
  ask: PriceText;
  bid: PriceText;
  spread: PriceText;
  fee: MoneyText;
  total: MoneyText;
  roundingRemainder: string;
  currency: CurrencyText;
  priceId: string;
  expiresAt: InstantText;
  signature: string;
}
export interface SaleMade {
  saleId: Id;
  status: 'completed';
  grams: GramsText;
  pricePerGram: PriceText;
  fee: MoneyText;
  proceeds: MoneyText;
  currency: CurrencyText;
  costBasis: MoneyText;
  realisedGain: MoneyText;
  confirmationNumber: string;
}
export interface PriceAlerts {
  items: PriceAlert[];
}
export interface PriceAlert {
  alertId: Id;
  direction: 'above' | 'below';
  threshold: PriceText;
  currency: CurrencyText;
  status: 'active' | 'triggered' | 'cancelled';
}
export interface Pools {
  items: Pool[];
  nextCursor: string | null;
}
export interface Pool {
  poolId: Id;
  name: string;
  currency: CurrencyText;
  targetAmount: MoneyText;
  minimumParticipants: number;
  deadline: InstantText;
  openedAt: InstantText;
  status: 'open' | 'closed' | 'purchased' | 'allocated' | 'cancelled';
  committedAmount: MoneyText;
  participants: number;
  goldAmount: GramsText;
  pricePerGram: PriceText;
  totalCost: MoneyText;
}
export interface PoolDetail {
  poolId: Id;
  name: string;
  currency: CurrencyText;
  targetAmount: MoneyText;
  minimumParticipants: number;
  deadline: InstantText;
  openedAt: InstantText;
  status: 'open' | 'closed' | 'purchased' | 'allocated' | 'cancelled';
  committedAmount: MoneyText;
  participants: number;
  goldAmount: GramsText;
  pricePerGram: PriceText;
  totalCost: MoneyText;
  participation?: OwnParticipation;
}
export interface OwnParticipation {
  participationId: Id;
  amount: MoneyText;
  status: 'committed' | 'allocated' | 'released';
}
export interface Committed {
  poolId: Id;
  participationId: Id;
  status: 'committed';
  amount: MoneyText;
  currency: CurrencyText;
  committedAt: InstantText;
}
export interface PoolRecords {
  items: PoolRecord[];
  nextCursor: string | null;
}
export interface PoolRecord {
  poolId: Id;
  name: string;
  currency: CurrencyText;
  targetAmount: MoneyText;
  minimumParticipants: number;
  deadline: InstantText;
  openedAt: InstantText;
  status: 'open' | 'closed' | 'purchased' | 'allocated' | 'cancelled';
  committedAmount: MoneyText;
  participants: number;
  goldAmount: GramsText;
  pricePerGram: PriceText;
  totalCost: MoneyText;
  openedBy: Id;
  supplierReference: string;
  reason: string;
  payment: 'none' | 'ordered' | 'paid' | 'failed';
  delay?: {
    waitsFor: 'dealer' | 'people';
    why: string;
  };
}
export interface PurchaseRetried {
  poolId: Id;
  status: 'asking';
}
export interface BankAccounts {
  items: BankAccountListed[];
}
export interface BankAccountListed {
  bankAccountId: Id;
  iban: string;
  holderName: string;
  addedAt: InstantText;
  usableFrom: InstantText;
}
export interface BankAccountRemoved {
  bankAccountId: Id;
  removedAt: InstantText;
}
export interface WithdrawalAccepted {
  withdrawalId: Id;
  status: 'requested';
}
export interface Withdrawals {
  items: Withdrawal[];
  nextCursor: string | null;
}
export interface Withdrawal {
  withdrawalId: Id;
  status:
    | 'requested'
    | 'waiting'
    | 'approved'
    | 'processing'
    | 'completed'
    | 'rejected'
    | 'failed'
    | 'cancelled'
    | 'returned';
  amount: MoneyText;
  currency: CurrencyText;
  bankAccountId: Id;
  requestedAt: InstantText;
  updatedAt: InstantText;
  bankReference?: string;
  reason?: string;
  steps: {
    step: string;
    at: InstantText;
  }[];
}
export interface WithdrawalCancelled {
  withdrawalId: Id;
  status: 'cancelled';
}
export interface WithdrawalsForReview {
  items: WithdrawalForReview[];
  nextCursor: string | null;
}
export interface WithdrawalForReview {
  withdrawalId: Id;
  status:
    | 'requested'
    | 'waiting'
    | 'approved'
    | 'processing'
    | 'completed'
    | 'rejected'
    | 'failed'
    | 'cancelled'
    | 'returned';
  amount: MoneyText;
  currency: CurrencyText;
  bankAccountId: Id;
  requestedAt: InstantText;
  updatedAt: InstantText;
  bankReference?: string;
  reason?: string;
  walletId: Id;
  userId: Id;
  rules: string[];
  approvalsNeeded?: number;
  approvalsMissing?: number;
  steps: {
    step: string;
    at: InstantText;
    by: string;
  }[];
}
export interface Approval {
  withdrawalId: Id;
  status: 'waiting' | 'approved';
  approvalsMissing: number;
}
export interface WithdrawalRejected {
  withdrawalId: Id;
  status: 'rejected';
}
export interface MarketPrice {
  priceId: string;
  currency: CurrencyText;
  spot: PriceText;
  ask: PriceText;
  bid: PriceText;
  session: 'open' | 'closed';
  marketSession: string;
  updatedAt: InstantText;
  ageSeconds: number;
}
export interface Candles {
  items: Candle[];
  nextCursor: string | null;
  currency: CurrencyText;
  interval: '1m' | '1h' | '1d';
}
/**
 * What the price did in one interval, and of how many prices it is made.
 */
export interface Candle {
  startsAt: InstantText;
  open: PriceText;
  openedAt: InstantText;
  high: PriceText;
  low: PriceText;
  close: PriceText;
  closedAt: InstantText;
  count: number;
}
export interface Account {
  userId: Id;
  email: string;
  fullName: string;
  country: string;
  kycStatus: 'unverified' | 'verified' | 'rejected';
  verificationPending: boolean;
  status: 'active' | 'suspended' | 'erased';
  registeredAt: InstantText;
  version: Version;
  walletId: Id;
}
export interface DepositsInReview {
  items: DepositInReview[];
  nextCursor: string | null;
}
export interface DepositInReview {
  status: 'review' | 'returning';
  transactionId: string;
  amount: MoneyText;
  currency: CurrencyText;
  bankReference: string;
  reason?: string;
  walletId?: Id;
  receivedAt: InstantText;
  at: InstantText;
  source: 'wallet' | 'suspense';
  sourceId: Id;
  version: Version;
}
export interface DepositConfirmation {
  transactionId: Id;
  status: 'confirmed';
  amount: MoneyText;
  currency: CurrencyText;
}
export interface DepositRejection {
  transactionId: Id;
  status: 'rejected';
  amount: MoneyText;
  currency: CurrencyText;
}
export interface DepositAssignment {
  transactionId: Id;
  status: 'assigned';
  amount: MoneyText;
  currency: CurrencyText;
  walletId: Id;
  depositId: Id;
}
export interface DepositReturn {
  transactionId: Id;
  status: 'returning';
  amount: MoneyText;
  currency: CurrencyText;
}
/**
 * How many prices the file holds, and how many of them were not known like that.
 */
export interface PricesImported {
  currency: CurrencyText;
  from: string;
  to: string;
  prices: number;
  changed: number;
}
export interface StatementsReceived {
  items: {
    reconciliationId: Id;
    statementId: string;
    status: 'received' | 'duplicate';
  }[];
}
export interface Reconciliations {
  items: ReconciliationSummary[];
  nextCursor: string | null;
}
export interface ReconciliationSummary {
  reconciliationId: Id;
  statementId: string;
  iban: string;
  currency: CurrencyText;
  from: InstantText;
  to: InstantText;
  opening: MoneyText;
  closing: MoneyText;
  lineCount: number;
  source: 'upload' | 'bank';
  receivedAt: InstantText;
  status: 'listing' | 'listed' | 'reconciled' | 'balanced';
  continuous: boolean;
  openingCapital: MoneyText;
  openItemCount: number;
  difference: string;
  matched: number;
  missingHere: number;
  missingThere: number;
  amountDiffers: number;
  duplicate: number;
  version: Version;
}
export interface ReconciliationReport {
  reconciliationId: Id;
  statementId: string;
  currency: CurrencyText;
  from: InstantText;
  to: InstantText;
  opening: MoneyText;
  closing: MoneyText;
  status: 'listing' | 'listed' | 'reconciled' | 'balanced';
  continuous: boolean;
  counts: {
    [k: string]: number;
  };
  openItems: {
    key: string;
    amount: MoneyText;
  }[];
  books: Books | null;
  lines: ReconciliationLine[];
  nextCursor: string | null;
  version: Version;
}
export interface Books {
  asOf: InstantText;
  bank: MoneyText;
  available: MoneyText;
  reserved: MoneyText;
  pending: MoneyText;
  suspense: MoneyText;
  house: MoneyText;
  inTransit: MoneyText;
  difference: MoneyText;
  wallets: number;
}
export interface ReconciliationLine {
  key: string;
  reference: string;
  verdict: 'matched' | 'missing-here' | 'missing-there' | 'amount-differs' | 'duplicate';
  amount?: MoneyText;
  booked?: MoneyText;
  transactionId?: string;
  bookedAt: InstantText;
}
export interface AdjustmentRequest {
  adjustmentId: Id;
  status: 'requested';
  amount: MoneyText;
  currency: CurrencyText;
  walletId: Id;
}
export interface OpenAdjustments {
  items: OpenAdjustment[];
  nextCursor: string | null;
}
export interface OpenAdjustment {
  status: 'open';
  adjustmentId: Id;
  walletId: Id;
  amount: MoneyText;
  currency: CurrencyText;
  reason: string;
  requestedBy: Id;
  requestedAt: InstantText;
  version: Version;
}
export interface AdjustmentApproval {
  adjustmentId: Id;
  status: 'posted';
  amount: MoneyText;
  currency: CurrencyText;
}
export interface AdjustmentRejection {
  adjustmentId: Id;
  status: 'declined';
  amount: MoneyText;
  currency: CurrencyText;
}
export interface BarReceived {
  vaultId: Id;
  barSerial: string;
  refiner: string;
  grossWeight: string;
  fineness: string;
  fineOunces: string;
  fineGrams: GramsText;
  at: InstantText;
  lots: {
    lotId: string;
    goldAmount: GramsText;
  }[];
}
export interface BarReleased {
  vaultId: Id;
  barSerial: string;
  refiner: string;
  grossWeight: string;
  fineness: string;
  fineGrams: GramsText;
  at: InstantText;
}
export interface Vault {
  vaultId: Id;
  fineGrams: GramsText;
  bars: Bar[];
  availableGrams: GramsText;
  allocatedGrams: GramsText;
  version: Version;
}
export interface Bar {
  barSerial: string;
  refiner: string;
  grossWeight: string;
  fineness: string;
  fineGrams: GramsText;
  lots: {
    lotId: string;
    goldAmount: GramsText;
    remaining: GramsText;
  }[];
}
export interface ComplianceCases {
  items: ComplianceCase[];
  nextCursor: string | null;
}
export interface ComplianceCase {
  caseId: Id;
  userId: Id;
  walletId: Id;
  trigger: 'deposit' | 'withdrawal';
  transactionId: Id;
  rules: string[];
  status: 'open' | 'decided';
  openedAt: InstantText;
  outcome?: 'cleared' | 'reported';
  note?: string;
  decidedBy?: Id;
  decidedAt?: InstantText;
  version: Version;
}
export interface CaseDecision {
  caseId: Id;
  outcome: 'cleared' | 'reported';
  decidedAt: InstantText;
}
export interface StreamShown {
  stream: string;
  aggregateType: string;
  version: number;
  chain: {
    intact: boolean;
    version: number;
    reason?: 'gap' | 'hash';
  };
  state: {
    [k: string]: unknown;
  } | null;
  items: StoredEvent[];
  nextCursor: string | null;
}
export interface StoredEvent {
  eventId: Id;
  eventType: string;
  eventData: {
    [k: string]: unknown;
  };
  sequenceNumber: number;
  timestamp: InstantText;
  userId: string;
  correlationId: string;
  causationId: string;
}
export interface AuditTrail {
  items: AuditedEvent[];
  nextCursor: string | null;
}
export interface AuditedEvent {
  eventId: Id;
  eventType: string;
  eventData: {
    [k: string]: unknown;
  };
  sequenceNumber: number;
  timestamp: InstantText;
  userId: string;
  correlationId: string;
  causationId: string;
  stream: string;
}
export interface ProjectionStandings {
  items: ProjectionStanding[];
}
export interface ProjectionStanding {
  name: string;
  waiting: number;
  inFlight: number;
  dead: number;
  lagMs: number | null;
  measuredAt: InstantText | null;
  rebuild: RebuildStanding | null;
}
export interface RebuildStanding {
  rebuildId: Id;
  status: 'running' | 'completed';
  startedBy: Id;
  startedAt: InstantText;
  completedAt?: InstantText;
  partsDone: number;
  partsInAll: number;
  events: number;
  rows: number;
  restored: number;
  corrected: number;
  removed: number;
}
export interface RebuildStarted {
  rebuildId: Id;
  projection: string;
  status: 'running';
  startedAt: InstantText;
}
