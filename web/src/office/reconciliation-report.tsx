import { useSignal } from '@preact/signals';
import { call } from '../api/client.ts';
import type { Books, ReconciliationLine, ReconciliationReport as Report } from '../api/types.ts';
import { dayAndTime, money, signedMoney } from '../money/format.ts';
import { Card, Facts } from '../parts/basics.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { StreamLink } from './parts/links.tsx';
import { usePages } from './parts/pages.ts';
import { type Column, ListTable } from './parts/table.tsx';
import { Difference, StatementStatus } from './reconciliation-parts.tsx';

const verdicts: Readonly<Record<ReconciliationLine['verdict'], string>> = {
  matched: 'Fits',
  'missing-here': 'Missing in our books',
  'missing-there': 'Missing at the bank',
  'amount-differs': 'Another amount',
  duplicate: 'Booked twice',
};

/** A line with the report that it stands in, which each page of lines brings along. */
interface Shown {
  readonly line: ReconciliationLine;
  readonly report: Report;
}

const amountOf = (amount: string | undefined, currency: string) =>
  amount === undefined ? '—' : signedMoney(amount, currency);

const columns: readonly Column<Shown>[] = [
  { name: 'Booked', show: ({ line }) => <span class="number">{dayAndTime(line.bookedAt)}</span> },
  { name: 'Reference', show: ({ line }) => <span class="number">{line.reference}</span> },
  {
    name: 'Verdict',
    show: ({ line }) => (
      <span class={`status status-${line.verdict === 'matched' ? 'good' : 'bad'}`}>
        {verdicts[line.verdict]}
      </span>
    ),
  },
  {
    name: 'At the bank',
    numbers: true,
    show: ({ line, report }) => amountOf(line.amount, report.currency),
  },
  {
    name: 'In our books',
    numbers: true,
    show: ({ line, report }) => amountOf(line.booked, report.currency),
  },
];

const sums: readonly (readonly [name: keyof Books, label: string])[] = [
  ['available', 'Customers’, to spend'],
  ['reserved', 'Customers’, reserved'],
  ['pending', 'Customers’, pending'],
  ['suspense', 'With nobody yet'],
  ['house', 'The house’s'],
  ['inTransit', 'On its way'],
];

const BooksView = ({ report }: { readonly report: Report }) => {
  const { books, currency } = report;
  if (books === null) return <p class="soft">Not summed up yet.</p>;
  return (
    <Facts
      facts={[
        ...sums.map(([name, label]) => [label, money(`${books[name]}`, currency)] as const),
        [
          'Difference',
          <Difference key="difference" amount={books.difference} currency={currency} />,
        ],
        [
          'At the bank',
          <strong key="bank" class="number">
            {money(books.bank, currency)}
          </strong>,
        ],
      ]}
    />
  );
};

const Summary = ({ report }: { readonly report: Report }) => {
  const { currency } = report;
  return (
    <Facts
      facts={[
        ['Status', <StatementStatus key="status" status={report.status} />],
        ['From', dayAndTime(report.from)],
        ['Until', dayAndTime(report.to)],
        ['Opening', money(report.opening, currency)],
        ['Closing', money(report.closing, currency)],
        ['Follows on the one before', report.continuous ? 'Yes' : 'No'],
        ...Object.entries(report.counts)
          .filter(([, count]) => count > 0)
          .map(
            ([verdict, count]) =>
              [verdicts[verdict as ReconciliationLine['verdict']] ?? verdict, `${count}`] as const,
          ),
        ...report.openItems.map(
          ({ key, amount }) => [`Open: ${key}`, signedMoney(amount, currency)] as const,
        ),
        [
          'Stream',
          <StreamLink key="stream" stream={`reconciliation-${report.reconciliationId}`} />,
        ],
      ]}
    />
  );
};

/** One statement: what it says, what our books say to each line, and whether the whole adds up. */
export const ReconciliationReport = ({ id }: { readonly id: string }) => {
  const latest = useSignal<Report | undefined>(undefined);
  const pages = usePages<Shown>(
    {
      read: async (from) => {
        const report = await call('GET /v1/admin/reconciliations/{id}', {
          parameters: { id, ...from },
        });
        latest.value = report;
        return {
          items: report.lines.map((line) => ({ line, report })),
          nextCursor: report.nextCursor,
        };
      },
      keyOf: ({ line }) => `${line.key}${line.verdict}`,
    },
    id,
  );
  const report = latest.value;
  return (
    <>
      <p class="back">
        <a href="/office/reconciliation">← Reconciliation</a>
      </p>
      <PageTitle title={report?.statementId ?? 'Statement'} />
      {report !== undefined && (
        <div class="columns columns-even above">
          <Card title="Statement">
            <Summary report={report} />
          </Card>
          <Card title="What the money is">
            <BooksView report={report} />
          </Card>
        </div>
      )}
      <Card title="Lines">
        <ListTable
          label="Lines of the statement"
          pages={pages}
          columns={columns}
          empty={{ icon: 'statements', title: 'No line', text: 'Nothing was booked in this time.' }}
        />
      </Card>
    </>
  );
};
