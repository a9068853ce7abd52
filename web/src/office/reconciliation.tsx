import { useSignal } from '@preact/signals';
import { call, upload } from '../api/client.ts';
import type { ReconciliationSummary } from '../api/types.ts';
import { isZero } from '../money/decimal.ts';
import { day, dayAndTime, money } from '../money/format.ts';
import { useAction } from '../parts/action.ts';
import { Button, Card, Trouble } from '../parts/basics.tsx';
import { Form } from '../parts/form.tsx';
import { say } from '../parts/toast.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { FileField } from './parts/file-field.tsx';
import { usePages } from './parts/pages.ts';
import { hasRole } from './parts/roles.tsx';
import { type Column, ListTable } from './parts/table.tsx';
import { Difference, StatementStatus } from './reconciliation-parts.tsx';

const bytesMax = 5_000_000;

const wrongWith = (file: File | undefined): string | undefined => {
  if (file === undefined) return 'The statement as the bank gives it: a camt.053 file.';
  if (file.size === 0) return 'This file is empty.';
  return file.size > bytesMax ? 'A statement may hold 5 MB.' : undefined;
};

const UploadForm = ({ onDone }: { readonly onDone: (id: string) => Promise<void> }) => {
  const file = useSignal<File | undefined>(undefined);
  const tried = useSignal(false);
  const { busy, problem, run } = useAction();
  const send = async () => {
    const text = (await file.peek()?.text()) ?? '';
    const { items } = await upload('POST /v1/admin/reconciliations', {
      type: 'application/xml',
      text,
    });
    const fresh = items.filter(({ status }) => status === 'received');
    say(
      fresh.length === 1
        ? 'The statement is in, and is being compared.'
        : `${fresh.length} statements are in, and are being compared.`,
    );
    file.value = undefined;
    tried.value = false;
    await onDone(fresh[0]?.reconciliationId ?? '');
  };
  return (
    <Form
      tried={tried}
      send={() => {
        if (wrongWith(file.value) === undefined) void run(send);
      }}
    >
      <FileField
        label="Bank statement"
        accept=".xml,application/xml,text/xml"
        value={file}
        hint="camt.053, at most 5 MB. A statement that is in already changes nothing."
        wrong={tried.value ? wrongWith(file.value) : undefined}
      />
      <Trouble problem={problem.value} />
      <Button type="submit" kind="main" busy={busy.value}>
        Upload it
      </Button>
    </Form>
  );
};

const findingsOf = ({
  missingHere,
  missingThere,
  amountDiffers,
  duplicate,
}: ReconciliationSummary): number => missingHere + missingThere + amountDiffers + duplicate;

const columns: readonly Column<ReconciliationSummary>[] = [
  {
    name: 'Statement',
    show: ({ reconciliationId, statementId }) => (
      <a href={`/office/reconciliation/${reconciliationId}`}>{statementId}</a>
    ),
  },
  {
    name: 'Until',
    show: ({ to }) => <span class="number">{day(to)}</span>,
  },
  { name: 'Status', show: (row) => <StatementStatus status={row.status} /> },
  { name: 'Lines', numbers: true, show: ({ lineCount }) => `${lineCount}` },
  {
    name: 'Findings',
    numbers: true,
    show: (row) => <span class={findingsOf(row) === 0 ? 'soft' : 'loss'}>{findingsOf(row)}</span>,
  },
  { name: 'Closing', numbers: true, show: (row) => money(row.closing, row.currency) },
  {
    name: 'Difference',
    numbers: true,
    show: (row) => <Difference amount={row.difference} currency={row.currency} />,
  },
];

/** What the account of each currency comes to, by the newest statement that was summed up. */
const Balances = ({ rows }: { readonly rows: readonly ReconciliationSummary[] }) => {
  const newest = new Map<string, ReconciliationSummary>();
  for (const row of rows)
    if (row.status === 'balanced' && !newest.has(row.currency)) newest.set(row.currency, row);
  if (newest.size === 0) return <p class="soft">No statement has been summed up yet.</p>;
  return (
    <ul class="rows">
      {[...newest.values()].map((row) => (
        <li key={row.currency} class="row">
          <span class="row-main">
            <span class="row-title">{row.currency}</span>
            <span class="row-sub">as of {dayAndTime(row.to)}</span>
          </span>
          <span class="row-numbers">
            <strong class="number">{money(row.closing, row.currency)}</strong>
            <span class="row-sub">
              {isZero(row.difference) ? (
                'books agree'
              ) : (
                <Difference amount={row.difference} currency={row.currency} />
              )}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
};

export const Reconciliation = () => {
  const pages = usePages<ReconciliationSummary>({
    read: (from) => call('GET /v1/admin/reconciliations', { parameters: from }),
    keyOf: ({ reconciliationId }) => reconciliationId,
  });
  return (
    <>
      <PageTitle
        title="Reconciliation"
        lead="The bank’s statement against our books, line by line. The difference must be nothing."
      />
      <div class="with-side">
        <div class="column-wide">
          <Card title="Statements">
            <ListTable
              label="Bank statements"
              pages={pages}
              columns={columns}
              empty={{
                icon: 'statements',
                title: 'No statement yet',
                text: 'The bank’s is fetched each night; upload one to compare it now.',
              }}
            />
          </Card>
        </div>
        <div class="column-side">
          <Card title="At the bank">
            <Balances rows={pages.rows.value ?? []} />
          </Card>
          {hasRole('operations', 'admin') && (
            <Card title="Upload one">
              <UploadForm onDone={pages.settle} />
            </Card>
          )}
        </div>
      </div>
    </>
  );
};
