import type { DomainEvent } from '../shared/decider.ts';

/** Money as decimal strings, negative when it left the account. Personal data: the party of each line. */
export interface ListedLine {
  readonly reference: string;
  readonly endToEndId: string;
  readonly amount: string;
  readonly bookedAt: string;
  readonly reversal: boolean;
  readonly party: { readonly name: string; readonly iban: string; readonly remittance: string };
}

/**
 * What became of a payment of the statement or of our books. `missing-here`: the bank has it, our books had not;
 * `missing-there`: our books have it, the bank has not.
 */
export type Verdict = 'matched' | 'missing-here' | 'missing-there' | 'amount-differs' | 'duplicate';

export interface JudgedLine {
  /** The movement of our books that it is about, or would be. */
  readonly key: string;
  readonly reference: string;
  readonly verdict: Verdict;
  /** What the bank says; absent when it says nothing. */
  readonly amount?: string;
  /** What our books say; absent when they said nothing. */
  readonly booked?: string;
  /** The deposit or withdrawal, where there is one. */
  readonly transactionId?: string;
  readonly bookedAt: string;
}

/** What the bank has booked beyond our books under one key; negative where our books are ahead. */
export interface OpenItem {
  readonly key: string;
  readonly amount: string;
}

export type StatementReceived = DomainEvent<
  'StatementReceived',
  {
    readonly reconciliationId: string;
    readonly statementId: string;
    /** SHA-256 of what the statement says, so that the same is known again. */
    readonly digest: string;
    readonly iban: string;
    readonly currency: string;
    readonly from: string;
    readonly to: string;
    readonly opening: string;
    readonly closing: string;
    readonly lineCount: number;
    readonly source: 'upload' | 'bank';
    readonly receivedBy: string;
    readonly receivedAt: string;
  }
>;

export type StatementLinesListed = DomainEvent<
  'StatementLinesListed',
  {
    readonly reconciliationId: string;
    /** The place of the first of these lines in the statement. */
    readonly offset: number;
    readonly lines: readonly ListedLine[];
  }
>;

export type StatementLinesJudged = DomainEvent<
  'StatementLinesJudged',
  {
    readonly reconciliationId: string;
    readonly offset: number;
    readonly lines: readonly JudgedLine[];
  }
>;

export type StatementReconciled = DomainEvent<
  'StatementReconciled',
  {
    readonly reconciliationId: string;
    readonly counts: Readonly<Record<Verdict, number>>;
    /** The statement before this one, unless it is the first of the account. */
    readonly previousId?: string;
    /** Whether the one before closed with what this one opens with. */
    readonly continuous: boolean;
    /** What the account held before the first statement. */
    readonly openingCapital: string;
    /** What the house has paid to others from the account since, less what came back; absent before it paid anybody. */
    readonly houseSpent?: string;
    readonly openItems: readonly OpenItem[];
    readonly reconciledAt: string;
  }
>;

/** Bank = customers + suspense + house + in transit, all as of the end of the statement, or a difference. */
export type BooksBalanced = DomainEvent<
  'BooksBalanced',
  {
    readonly reconciliationId: string;
    readonly currency: string;
    readonly asOf: string;
    readonly bank: string;
    readonly available: string;
    readonly reserved: string;
    readonly pending: string;
    readonly suspense: string;
    readonly house: string;
    readonly inTransit: string;
    readonly difference: string;
    readonly wallets: number;
    readonly balancedAt: string;
  }
>;

export type ReconciliationEvent =
  | StatementReceived
  | StatementLinesListed
  | StatementLinesJudged
  | StatementReconciled
  | BooksBalanced;
