import { useSignal } from '@preact/signals';
import { type AnswerOf, call } from '../api/client.ts';
import { dayAndTime } from '../money/format.ts';
import { Button, Card, Facts } from '../parts/basics.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Segments } from '../parts/fields.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { Decide, type Decision } from './parts/decide.tsx';
import { Gone } from './parts/gone.tsx';
import type { Input } from './parts/inputs.ts';
import { CustomerLink, StreamLink, Who } from './parts/links.tsx';
import { type Opened, useOpened } from './parts/opened.ts';
import { type From, usePages } from './parts/pages.ts';
import { hasRole, OthersDecide } from './parts/roles.tsx';
import { Rules } from './parts/rules.tsx';
import { type Column, ListTable } from './parts/table.tsx';

type CasePage = AnswerOf<'GET /v1/admin/cases'>;
type Case = CasePage['items'][number];
type Shelf = Case['status'];

export const readCases =
  (status: Shelf) =>
  (from: From): Promise<CasePage> =>
    call('GET /v1/admin/cases', { parameters: { status, ...from } });

const keyOf = ({ caseId }: Case): string => caseId;

const triggers: Readonly<Record<string, string>> = {
  withdrawal: 'A withdrawal',
  deposit: 'A deposit',
};
const outcomes = { cleared: 'Cleared', reported: 'Reported' } as const;

const Outcome = ({ outcome }: { readonly outcome: NonNullable<Case['outcome']> }) => (
  <span class={`status status-${outcome === 'cleared' ? 'good' : 'bad'}`}>{outcomes[outcome]}</span>
);

const columns: readonly Column<Case>[] = [
  { name: 'Opened', show: ({ openedAt }) => <span class="number">{dayAndTime(openedAt)}</span> },
  { name: 'Customer', show: ({ userId }) => <CustomerLink id={userId} /> },
  { name: 'About', show: ({ trigger }) => triggers[trigger] ?? trigger },
  { name: 'Rules hit', show: ({ rules }) => <Rules rules={rules} /> },
];

const decidedColumns: readonly Column<Case>[] = [
  ...columns,
  {
    name: 'Outcome',
    show: ({ outcome }) => (outcome === undefined ? '' : <Outcome outcome={outcome} />),
  },
];

const note: Input = {
  name: 'note',
  label: 'What you found',
  hint: 'Kept with the case for ever; the customer never sees it. Name no person.',
  long: true,
  check: (text) => {
    const { length } = text.trim();
    if (length < 3) return 'Say what you found.';
    return length > 1_000 ? `At most 1,000 characters; this has ${length}.` : undefined;
  },
};

const decisionsOn = ({ caseId }: Case): readonly Decision[] => {
  const decide =
    (outcome: 'cleared' | 'reported', said: string) =>
    async (given: { readonly [name: string]: string }) => {
      await call('POST /v1/admin/cases/{id}/decisions', {
        parameters: { id: caseId },
        body: { outcome, note: given['note'] ?? '' },
      });
      return said;
    };
  return [
    {
      name: 'clear',
      label: 'Clear',
      note: <p>Nothing is wrong. What waits for people goes on its usual way.</p>,
      button: 'Clear the case',
      inputs: [note],
      send: decide('cleared', 'The case is cleared.'),
    },
    {
      name: 'report',
      label: 'Report',
      note: <p>It is to be reported to the authority. The customer is not told.</p>,
      button: 'Report the case',
      kind: 'danger',
      inputs: [note],
      send: decide('reported', 'The case is closed as reported.'),
    },
  ];
};

const CaseView = ({ row, opened }: { readonly row: Case; readonly opened: Opened<Case> }) => (
  <Dialog wide title={`Case ${row.caseId.slice(-8)}`} onClose={opened.close}>
    <Facts
      facts={[
        ['Customer', <CustomerLink key="customer" id={row.userId} />],
        ['About', triggers[row.trigger] ?? row.trigger],
        ['Rules hit', <Rules key="rules" rules={row.rules} />],
        ['Opened', dayAndTime(row.openedAt)],
        ['Wallet', <StreamLink key="wallet" stream={`wallet-${row.walletId}`} />],
        ['Case', <StreamLink key="case" stream={`case-${row.caseId}`} />],
        ...(row.outcome === undefined
          ? []
          : [['Outcome', <Outcome key="outcome" outcome={row.outcome} />] as const]),
        ...(row.note === undefined ? [] : [['What was found', row.note] as const]),
        ...(row.decidedBy === undefined
          ? []
          : [['Decided by', <Who key="by" id={row.decidedBy} />] as const]),
        ...(row.decidedAt === undefined ? [] : [['Decided', dayAndTime(row.decidedAt)] as const]),
      ]}
    />
    <Gone opened={opened} />
    {row.status === 'open' &&
      (hasRole('compliance') ? (
        <Decide about={row.caseId} decisions={decisionsOn(row)} onDone={opened.done} />
      ) : (
        <OthersDecide>Compliance decides on cases. You may look.</OthersDecide>
      ))}
  </Dialog>
);

export const Cases = () => {
  const shelf = useSignal<Shelf>('open');
  const pages = usePages<Case>({ read: readCases(shelf.value), keyOf }, shelf.value);
  const opened = useOpened(pages);
  const isOpen = shelf.value === 'open';
  return (
    <>
      <PageTitle
        title="Cases"
        lead="What the rules against money laundering found, until compliance has looked into it."
      />
      <Card>
        <div class="narrow-filters">
          <Segments
            label="Which cases"
            value={shelf}
            options={[
              ['open', 'Open'],
              ['decided', 'Decided'],
            ]}
          />
        </div>
        <ListTable
          label={isOpen ? 'Open cases' : 'Decided cases'}
          pages={pages}
          columns={isOpen ? columns : decidedColumns}
          empty={{
            icon: 'shield',
            title: isOpen ? 'No case is open' : 'No case was decided yet',
            ...(isOpen ? { text: 'When a rule is hit, a case appears here by itself.' } : {}),
          }}
          action={(row) => (
            <Button small onClick={() => opened.open(row)}>
              {row.status === 'open' && hasRole('compliance') ? 'Decide' : 'Look'}
            </Button>
          )}
        />
      </Card>
      {opened.row !== undefined && <CaseView row={opened.row} opened={opened} />}
    </>
  );
};
