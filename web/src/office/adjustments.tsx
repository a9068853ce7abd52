import { call } from '../api/client.ts';
import type { OpenAdjustment } from '../api/types.ts';
import { signOf } from '../money/decimal.ts';
import { dayAndTime, signedMoney } from '../money/format.ts';
import { Button, Card, Facts } from '../parts/basics.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { userId } from '../session/session.ts';
import { PageTitle } from '../shell/shell.tsx';
import { AdjustmentForm } from './adjustment-form.tsx';
import { Decide, type Decision } from './parts/decide.tsx';
import { Gone } from './parts/gone.tsx';
import { reasonInput } from './parts/inputs.ts';
import { StreamLink, Who } from './parts/links.tsx';
import { type Opened, useOpened } from './parts/opened.ts';
import { type From, usePages } from './parts/pages.ts';
import { OthersDecide } from './parts/roles.tsx';
import { type Column, ListTable } from './parts/table.tsx';
import { shortId } from './words.ts';

export const readAdjustments = (from: From) =>
  call('GET /v1/admin/adjustments', { parameters: from });

const keyOf = ({ adjustmentId }: OpenAdjustment): string => adjustmentId;

const WalletLink = ({ id }: { readonly id: string }) => (
  <StreamLink stream={`wallet-${id}`} label={shortId(id)} />
);

const columns: readonly Column<OpenAdjustment>[] = [
  {
    name: 'Asked for',
    show: ({ requestedAt }) => <span class="number">{dayAndTime(requestedAt)}</span>,
  },
  { name: 'By', show: ({ requestedBy }) => <Who id={requestedBy} /> },
  { name: 'Wallet', show: ({ walletId }) => <WalletLink id={walletId} /> },
  { name: 'Reason', show: ({ reason }) => reason },
  {
    name: 'Amount',
    numbers: true,
    show: ({ amount, currency }) => <strong>{signedMoney(amount, currency)}</strong>,
  },
];

/** Whether the person asked for it: then another one approves. */
const isOwn = ({ requestedBy }: OpenAdjustment): boolean => requestedBy === userId.value;

const decisionsOn = (adjustment: OpenAdjustment): readonly Decision[] => {
  const parameters = { id: adjustment.adjustmentId };
  const amount = signedMoney(adjustment.amount, adjustment.currency);
  const takes = signOf(adjustment.amount) < 0;
  const approve: Decision = {
    name: 'approve',
    label: 'Approve',
    note: (
      <p>
        Yours is the second yes: the customer {takes ? 'has less' : 'has more'} at once, and reads
        the reason.
      </p>
    ),
    button: `Approve ${amount}`,
    send: async (_, idempotencyKey) => {
      await call('POST /v1/admin/adjustments/{id}/approvals', {
        parameters,
        body: {},
        idempotencyKey,
      });
      return `${amount} posted to the wallet.`;
    },
  };
  const decline: Decision = {
    name: 'decline',
    label: 'Decline',
    note: <p>Nothing moves.</p>,
    button: `Decline ${amount}`,
    kind: 'danger',
    inputs: [reasonInput('Written down with the adjustment.')],
    send: async ({ reason = '' }) => {
      await call('POST /v1/admin/adjustments/{id}/rejections', { parameters, body: { reason } });
      return `${amount} declined. Nothing has moved.`;
    },
  };
  return isOwn(adjustment) ? [decline] : [approve, decline];
};

const Adjustment = ({
  adjustment,
  opened,
}: {
  readonly adjustment: OpenAdjustment;
  readonly opened: Opened<OpenAdjustment>;
}) => (
  <Dialog
    wide
    title={`Adjustment of ${signedMoney(adjustment.amount, adjustment.currency)}`}
    onClose={opened.close}
  >
    <Facts
      facts={[
        ['Wallet', <WalletLink key="wallet" id={adjustment.walletId} />],
        ['Asked for by', <Who key="by" id={adjustment.requestedBy} />],
        ['Asked for', dayAndTime(adjustment.requestedAt)],
        ['Reason', adjustment.reason],
      ]}
    />
    <Gone opened={opened} />
    {isOwn(adjustment) && (
      <OthersDecide>
        You asked for it, so another person must approve it. You can still take it back.
      </OthersDecide>
    )}
    <Decide
      about={adjustment.adjustmentId}
      decisions={decisionsOn(adjustment)}
      onDone={opened.done}
    />
  </Dialog>
);

export const Adjustments = () => {
  const pages = usePages<OpenAdjustment>({ read: readAdjustments, keyOf });
  const opened = useOpened(pages);
  return (
    <>
      <PageTitle
        title="Adjustments"
        lead="Corrections of a customer’s cash. One person asks, another approves; nothing moves before."
      />
      <div class="with-side">
        <div class="column-wide">
          <Card title="Waiting for a second person">
            <ListTable
              label="Open adjustments"
              pages={pages}
              columns={columns}
              empty={{ icon: 'adjust', title: 'None is open' }}
              action={(row) => (
                <Button small onClick={() => opened.open(row)}>
                  Decide
                </Button>
              )}
            />
          </Card>
        </div>
        <div class="column-side">
          <Card title="Ask for one">
            <AdjustmentForm onDone={pages.settle} />
          </Card>
        </div>
      </div>
      {opened.row !== undefined && <Adjustment adjustment={opened.row} opened={opened} />}
    </>
  );
};
