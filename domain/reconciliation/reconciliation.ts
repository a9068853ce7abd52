import { type Aggregate, decideBy, evolveBy } from '../shared/decider.ts';
import { formatMoney } from '../shared/money.ts';
import { Refusal } from '../shared/refusal.ts';
import { balance } from './books.ts';
import type { ReconciliationCommand } from './commands.ts';
import type { BooksBalanced, OpenItem, ReconciliationEvent, Verdict } from './events.ts';
import type { StatementLine } from './statement.ts';

/** One statement on its way through the books. Decimal strings throughout: it repeats documents, and computes nothing. */
export interface Reconciliation {
  /** Empty until StatementReceived. */
  readonly reconciliationId: string;
  readonly statementId: string;
  readonly digest: string;
  readonly iban: string;
  readonly currency: string;
  readonly from: string;
  readonly to: string;
  readonly opening: string;
  readonly closing: string;
  readonly lineCount: number;
  readonly source: 'upload' | 'bank';
  readonly receivedAt: string;
  readonly listed: number;
  readonly judged: number;
  /** `listing`: lines are still being stored. `listed`: to be compared. `reconciled`: compared. `balanced`: summed up. */
  readonly status: 'listing' | 'listed' | 'reconciled' | 'balanced';
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly continuous: boolean;
  readonly openingCapital: string;
  readonly openItems: readonly OpenItem[];
  readonly books: BooksBalanced['data'] | null;
}

const noCounts: Reconciliation['counts'] = {
  matched: 0,
  'missing-here': 0,
  'missing-there': 0,
  'amount-differs': 0,
  duplicate: 0,
};

const initialState: Reconciliation = {
  reconciliationId: '',
  statementId: '',
  digest: '',
  iban: '',
  currency: '',
  from: '',
  to: '',
  opening: '',
  closing: '',
  lineCount: 0,
  source: 'upload',
  receivedAt: '',
  listed: 0,
  judged: 0,
  status: 'listing',
  counts: noCounts,
  continuous: true,
  openingCapital: '0',
  openItems: [],
  books: null,
};

/** Everything but the open items, which may be many. A type, so that it is a record of JSON. */
export type PublicReconciliation = Omit<Reconciliation, 'openItems' | 'books'> & {
  readonly openItemCount: number;
  readonly difference: string;
};

const statusAfter = (listed: number, lineCount: number): Reconciliation['status'] =>
  listed === lineCount ? 'listed' : 'listing';

/** Throws `statement.unknown` before the statement came. */
const requireStatement = ({ reconciliationId }: Reconciliation): void => {
  if (reconciliationId === '')
    throw new Refusal('statement.unknown', 'There is no such reconciliation.');
};

/**
 * Until when the statement speaks for the account: its own end, or the moment in which we had it where that was before (a
 * day that is not over yet). ISO 8601.
 */
export const spokenUntil = ({
  to,
  receivedAt,
}: Pick<Reconciliation, 'to' | 'receivedAt'>): string => (to < receivedAt ? to : receivedAt);

const listedLine = (line: StatementLine, currency: string) => ({
  ...line,
  amount: formatMoney(line.amount, currency),
});

/** A bank statement and what our books say to it (stream `reconciliation-<reconciliationId>`). */
export const reconciliation: Aggregate<Reconciliation, ReconciliationCommand, ReconciliationEvent> =
  {
    type: 'reconciliation',
    stateVersion: 1,
    initialState,
    publicState: ({ openItems, books, ...state }): PublicReconciliation => ({
      ...state,
      openItemCount: openItems.length,
      difference: books?.difference ?? '',
    }),
    evolve: evolveBy<Reconciliation, ReconciliationEvent>({
      StatementReceived: (state, { data: { receivedBy: _by, ...data } }) => ({
        ...state,
        ...data,
        status: statusAfter(0, data.lineCount),
      }),
      StatementLinesListed: (state, { data }) => {
        const listed = state.listed + data.lines.length;
        return { ...state, listed, status: statusAfter(listed, state.lineCount) };
      },
      StatementLinesJudged: (state, { data }) => ({
        ...state,
        judged: state.judged + data.lines.length,
      }),
      StatementReconciled: (state, { data }) => ({
        ...state,
        status: 'reconciled',
        counts: data.counts,
        continuous: data.continuous,
        openingCapital: data.openingCapital,
        openItems: data.openItems,
      }),
      BooksBalanced: (state, { data }) => ({ ...state, status: 'balanced', books: data }),
    }),
    decide: decideBy<Reconciliation, ReconciliationCommand, ReconciliationEvent>({
      ReceiveStatement: ({ statement, digest, ...facts }, state) => {
        const { reconciliationId, source, receivedBy, at } = facts;
        if (state.reconciliationId !== '') {
          // Told again before it was stored whole: the rest may follow.
          if (state.digest === digest && state.status === 'listing') return [];
          throw new Refusal('statement.duplicate', 'This statement was taken in before.', {
            reconciliationId,
            same: `${state.digest === digest}`,
          });
        }
        const { lines, opening, closing, currency, ...rest } = statement;
        return [
          {
            type: 'StatementReceived',
            data: {
              reconciliationId,
              ...rest,
              digest,
              currency,
              opening: formatMoney(opening, currency),
              closing: formatMoney(closing, currency),
              lineCount: lines.length,
              source,
              receivedBy,
              receivedAt: at,
            },
          },
        ];
      },
      ListLines: ({ offset, lines }, state) => {
        requireStatement(state);
        if (offset !== state.listed || lines.length === 0) return [];
        const { reconciliationId, currency } = state;
        return [
          {
            type: 'StatementLinesListed',
            data: {
              reconciliationId,
              offset,
              lines: lines.map((line) => listedLine(line, currency)),
            },
          },
        ];
      },
      JudgeLines: ({ offset, lines }, state) => {
        requireStatement(state);
        if (state.status !== 'listed' || offset !== state.judged || lines.length === 0) return [];
        const { reconciliationId } = state;
        return [{ type: 'StatementLinesJudged', data: { reconciliationId, offset, lines } }];
      },
      ConcludeReconciliation: ({ type: _type, openingCapital, openItems, at, ...facts }, state) => {
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
              openItems: [...openItems].map(([key, amount]) => ({
                key,
                amount: formatMoney(amount, currency),
              })),
              reconciledAt: at,
            },
          },
        ];
      },
      BalanceBooks: ({ books, at }, state) => {
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
      },
    }),
  };
