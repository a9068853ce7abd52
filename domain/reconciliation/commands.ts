import type { Books } from './books.ts';
import type { JudgedLine, Verdict } from './events.ts';
import type { Open } from './matching.ts';
import type { Statement, StatementLine } from './statement.ts';

/** Takes a statement in, once. Its lines follow, some at a time. */
export interface ReceiveStatement {
  readonly type: 'ReceiveStatement';
  readonly reconciliationId: string;
  readonly statement: Statement;
  readonly digest: string;
  readonly source: 'upload' | 'bank';
  readonly receivedBy: string;
  readonly at: string;
}

/** Stores lines from `offset` on; what is stored already changes nothing. */
export interface ListLines {
  readonly type: 'ListLines';
  readonly offset: number;
  readonly lines: readonly StatementLine[];
}

/** Writes down what lines are; the bank's first, then what the bank does not have. */
export interface JudgeLines {
  readonly type: 'JudgeLines';
  readonly offset: number;
  readonly lines: readonly JudgedLine[];
}

export interface ConcludeReconciliation {
  readonly type: 'ConcludeReconciliation';
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly previousId?: string;
  readonly continuous: boolean;
  /** Minor units. */
  readonly openingCapital: bigint;
  readonly houseSpent: bigint;
  readonly openItems: Open;
  readonly at: string;
}

export interface BalanceBooks {
  readonly type: 'BalanceBooks';
  readonly books: Books;
  readonly at: string;
}

export type ReconciliationCommand =
  | ReceiveStatement
  | ListLines
  | JudgeLines
  | ConcludeReconciliation
  | BalanceBooks;
