import { useSignal } from '@preact/signals';
import { call } from '../api/client.ts';
import type { WithdrawalForReview } from '../api/types.ts';
import { dayAndTime, money } from '../money/format.ts';
import { Status } from '../pages/transaction-list.tsx';
import { Button, Card, Facts } from '../parts/basics.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Choice } from '../parts/fields.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { ApprovalDecision } from './approval-decision.tsx';
import { Gone } from './parts/gone.tsx';
import { CustomerLink, StreamLink, Who } from './parts/links.tsx';
import { type Opened, useOpened } from './parts/opened.ts';
import { usePages } from './parts/pages.ts';
import { hasRole } from './parts/roles.tsx';
import { Rules } from './parts/rules.tsx';
import { type Column, ListTable } from './parts/table.tsx';

type ShownStatus = WithdrawalForReview['status'];

const statuses: readonly (readonly [ShownStatus, string])[] = [
  ['waiting', 'Waiting for people'],
  ['requested', 'Being screened'],
  ['approved', 'Approved'],
  ['processing', 'At the bank'],
  ['completed', 'Paid'],
  ['rejected', 'Rejected'],
  ['failed', 'Failed'],
  ['returned', 'Came back'],
  ['cancelled', 'Cancelled by the customer'],
];

const approvalsOf = ({ approvalsNeeded = 0, approvalsMissing }: WithdrawalForReview): string =>
  approvalsNeeded === 0
    ? '—'
    : `${approvalsNeeded - (approvalsMissing ?? approvalsNeeded)} of ${approvalsNeeded}`;

const Hits = ({ rules }: { readonly rules: readonly string[] }) =>
  rules.length === 0 ? <span class="soft">None</span> : <Rules rules={rules} />;

const columns: readonly Column<WithdrawalForReview>[] = [
  {
    name: 'Requested',
    show: ({ requestedAt }) => <span class="number">{dayAndTime(requestedAt)}</span>,
  },
  { name: 'Customer', show: (row) => <CustomerLink id={row.userId} /> },
  { name: 'Screening hits', show: (row) => <Hits rules={row.rules} /> },
  { name: 'Approvals', numbers: true, show: approvalsOf },
  {
    name: 'Amount',
    numbers: true,
    show: (row) => <strong>{money(row.amount, row.currency)}</strong>,
  },
];

const stepNames: Readonly<Record<string, string>> = { waiting: 'Screened, waits for people' };

/** What happened to a withdrawal so far, and by whom. */
const Steps = ({ steps }: { readonly steps: WithdrawalForReview['steps'] }) => (
  <ol class="trail">
    {steps.map(({ step, at, by }) => (
      <li key={`${step}${at}${by}`}>
        <span>
          {stepNames[step] ?? step.slice(0, 1).toUpperCase() + step.slice(1)} by <Who id={by} />
        </span>
        <time class="number soft">{dayAndTime(at)}</time>
      </li>
    ))}
  </ol>
);

const keyOf = ({ withdrawalId }: WithdrawalForReview): string => withdrawalId;

const Withdrawal = ({
  withdrawal,
  opened,
}: {
  readonly withdrawal: WithdrawalForReview;
  readonly opened: Opened<WithdrawalForReview>;
}) => (
  <Dialog
    wide
    title={`Withdrawal of ${money(withdrawal.amount, withdrawal.currency)}`}
    onClose={opened.close}
  >
    <Facts
      facts={[
        ['Status', <Status key="status" status={withdrawal.status} />],
        ['Customer', <CustomerLink key="customer" id={withdrawal.userId} />],
        ['Wallet', <StreamLink key="wallet" stream={`wallet-${withdrawal.walletId}`} />],
        ['Requested', dayAndTime(withdrawal.requestedAt)],
        ['Screening hits', <Hits key="hits" rules={withdrawal.rules} />],
        ['Approvals', approvalsOf(withdrawal)],
        ...(withdrawal.reason === undefined ? [] : [['Reason', withdrawal.reason] as const]),
      ]}
    />
    <Steps steps={withdrawal.steps} />
    <Gone opened={opened} />
    <ApprovalDecision withdrawal={withdrawal} onDone={opened.done} />
  </Dialog>
);

export const Approvals = () => {
  const status = useSignal<ShownStatus>('waiting');
  const pages = usePages<WithdrawalForReview>(
    {
      read: (from) =>
        call('GET /v1/admin/withdrawals', { parameters: { status: status.peek(), ...from } }),
      keyOf,
    },
    status.value,
  );
  const opened = useOpened(pages);
  return (
    <>
      <PageTitle
        title="Approvals"
        lead="Withdrawals that policy does not approve by itself: above €1,000.00, or hit by a screening rule. Above €50,000.00, two people must agree; nobody decides on their own."
      />
      <Card>
        <div class="narrow-filters">
          <Choice label="Show" value={status} options={statuses} />
        </div>
        <ListTable
          label="Withdrawals"
          pages={pages}
          columns={columns}
          empty={{
            icon: 'check',
            title: status.value === 'waiting' ? 'Nothing waits for you' : 'None',
            ...(status.value === 'waiting'
              ? { text: 'A withdrawal that needs people appears here by itself.' }
              : {}),
          }}
          action={(row) => (
            <Button small onClick={() => opened.open(row)}>
              {row.status === 'waiting' && hasRole('operations') ? 'Decide' : 'Look'}
            </Button>
          )}
        />
      </Card>
      {opened.row !== undefined && <Withdrawal withdrawal={opened.row} opened={opened} />}
    </>
  );
};
