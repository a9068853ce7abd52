import { type Aggregate, decideBy } from '../shared/decider.ts';
import { formatMoney } from '../shared/money.ts';
import { balance } from './books.ts';
import type {
  BalanceBooks,
  ConcludeReconciliation,
  JudgeLines,
  ReconciliationCommand,
} from './commands.ts';
import type { ReconciliationEvent } from './events.ts';
import {
  type Reconciliation,
  reconciliationFolding,
  requireStatement,
  spokenUntil,
} from './folding.ts';
import { listLines, receiveStatement } from './taking-in.ts';

/** The next verdicts; those that are written down already stand. */
const judgeLines = (
  { offset, lines }: JudgeLines,
  state: Reconciliation,
): readonly ReconciliationEvent[] => {
  requireStatement(state);
  if (state.status !== 'listed' || offset !== state.judged || lines.length === 0) return [];
  const { reconciliationId } = state;
  return [{ type: 'StatementLinesJudged', data: { reconciliationId, offset, lines } }];
};

/** What all lines came to, and what stays open. */
const concludeReconciliation = (
  { type: _type, openingCapital, houseSpent, openItems, at, ...facts }: ConcludeReconciliation,
  state: Reconciliation,
): readonly ReconciliationEvent[] => {
  requireStatement(state);
  if (state.status !== 'listed') return [];
  const { reconciliationId, currency } = state;
  return [
    {
      type: 'StatementReconciled',
      data: {
        reconciliationId,
        ...facts,
        openingCapital: formatMoney(openingCapital, currency),
        houseSpent: formatMoney(houseSpent, currency),
        openItems: [...openItems].map(([key, amount]) => ({
          key,
          amount: formatMoney(amount, currency),
        })),
        reconciledAt: at,
      },
    },
  ];
};

/** The equation of the books, once. */
const balanceBooks = (
  { books, at }: BalanceBooks,
  state: Reconciliation,
): readonly ReconciliationEvent[] => {
  requireStatement(state);
  if (state.status !== 'reconciled') return [];
  const { reconciliationId, currency } = state;
  const { customers, suspense, bank, inTransit } = books;
  const money = (amount: bigint) => formatMoney(amount, currency);
  const { house, difference } = balance(books);
  return [
    {
      type: 'BooksBalanced',
      data: {
        reconciliationId,
        currency,
        asOf: spokenUntil(state),
        bank: money(bank),
        available: money(customers.available),
        reserved: money(customers.reserved),
        pending: money(customers.pending),
        suspense: money(suspense),
        house: money(house),
        inTransit: money(inTransit),
        difference: money(difference),
        wallets: customers.wallets,
        balancedAt: at,
      },
    },
  ];
};

/** A bank statement and what our books say to it (stream `reconciliation-<reconciliationId>`). */
export const reconciliation: Aggregate<Reconciliation, ReconciliationCommand, ReconciliationEvent> =
  {
    ...reconciliationFolding,
    decide: decideBy<Reconciliation, ReconciliationCommand, ReconciliationEvent>({
      ReceiveStatement: receiveStatement,
      ListLines: listLines,
      JudgeLines: judgeLines,
      ConcludeReconciliation: concludeReconciliation,
      BalanceBooks: balanceBooks,
    }),
  };
