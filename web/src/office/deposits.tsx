import { call } from '../api/client.ts';
import type { DepositInReview } from '../api/types.ts';
import { dayAndTime, money } from '../money/format.ts';
import { Button, Card, Facts } from '../parts/basics.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { DepositDecision } from './deposit-decision.tsx';
import { Gone } from './parts/gone.tsx';
import { StreamLink } from './parts/links.tsx';
import { useOpened } from './parts/opened.ts';
import { type From, usePages } from './parts/pages.ts';
import { type Column, ListTable } from './parts/table.tsx';
import { reviewReason, shortId } from './words.ts';

export const readDeposits = (from: From) => call('GET /v1/admin/deposits', { parameters: from });

const keyOf = ({ transactionId }: DepositInReview): string => transactionId;

const columns: readonly Column<DepositInReview>[] = [
  {
    name: 'Received',
    show: ({ receivedAt }) => <span class="number">{dayAndTime(receivedAt)}</span>,
  },
  { name: 'Why it waits', show: ({ reason }) => reviewReason(reason) },
  {
    name: 'Wallet',
    show: ({ source, sourceId }) =>
      source === 'wallet' ? (
        <StreamLink stream={`wallet-${sourceId}`} label={shortId(sourceId)} />
      ) : (
        <span class="soft">Nobody’s yet</span>
      ),
  },
  {
    name: 'Amount',
    numbers: true,
    show: (row) => <strong>{money(row.amount, row.currency)}</strong>,
  },
];

export const Deposits = () => {
  const pages = usePages<DepositInReview>({ read: readDeposits, keyOf });
  const opened = useOpened(pages);
  const { row } = opened;
  return (
    <>
      <PageTitle
        title="Deposits"
        lead="Money that came in and is not clear: it cannot be spent until somebody has decided."
      />
      <Card>
        <ListTable
          label="Deposits in review"
          pages={pages}
          columns={columns}
          empty={{
            icon: 'deposit',
            title: 'Nothing is in review',
            text: 'A deposit that does not fit appears here by itself.',
          }}
          action={(each) => (
            <Button small onClick={() => opened.open(each)}>
              Decide
            </Button>
          )}
        />
      </Card>
      {row !== undefined && (
        <Dialog wide title={`Deposit of ${money(row.amount, row.currency)}`} onClose={opened.close}>
          <Facts
            facts={[
              ['Why it waits', reviewReason(row.reason)],
              ['Received', dayAndTime(row.receivedAt)],
              ['The bank’s reference', row.bankReference],
              ['Stream', <StreamLink key="stream" stream={`${row.source}-${row.sourceId}`} />],
            ]}
          />
          <Gone opened={opened} />
          <DepositDecision deposit={row} onDone={opened.done} />
        </Dialog>
      )}
    </>
  );
};
