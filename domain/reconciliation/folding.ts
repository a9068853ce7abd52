import { evolveBy, type Folded } from '../shared/decider.ts';
import { Refusal } from '../shared/refusal.ts';
import type { BooksBalanced, OpenItem, ReconciliationEvent, Verdict } from './events.ts';

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
  readonly houseSpent: string;
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
  houseSpent: '0',
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
export const requireStatement = ({ reconciliationId }: Reconciliation): void => {
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

/** What a statement's events make of it (stream `reconciliation-<reconciliationId>`). */
export const reconciliationFolding: Folded<Reconciliation, ReconciliationEvent> = {
  type: 'reconciliation',
  stateVersion: 2,
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
      houseSpent: data.houseSpent ?? '0',
      openItems: data.openItems,
    }),
    BooksBalanced: (state, { data }) => ({ ...state, status: 'balanced', books: data }),
  }),
};
