import { call } from '../api/client.ts';
import type { PoolRecord } from '../api/types.ts';
import { percentOf } from '../money/decimal.ts';
import { dayAndTime, fineGrams, money, pricePerGram } from '../money/format.ts';
import { Status } from '../pages/transaction-list.tsx';
import { inWords } from '../pages/transaction-text.ts';
import { Button, Card, Facts, Progress } from '../parts/basics.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { Gone } from './parts/gone.tsx';
import { StreamLink, Who } from './parts/links.tsx';
import { useOpened } from './parts/opened.ts';
import { type From, usePages } from './parts/pages.ts';
import { hasRole } from './parts/roles.tsx';
import { type Column, ListTable } from './parts/table.tsx';
import { PoolDecision } from './pool-decision.tsx';
import { PoolForm } from './pool-form.tsx';

const readPools = (from: From) => call('GET /v1/admin/pools', { parameters: from });

const keyOf = ({ poolId }: PoolRecord): string => poolId;

const PoolProgress = ({ pool }: { readonly pool: PoolRecord }) => (
  <div class="pool-progress">
    <Progress
      label={`Committed of ${money(pool.targetAmount, pool.currency)} to ${pool.name}`}
      part={Number(percentOf(pool.committedAmount, pool.targetAmount) ?? '0')}
    />
    <span class="number soft">
      {money(pool.committedAmount, pool.currency)} of {money(pool.targetAmount, pool.currency)}
    </span>
  </div>
);

/** How far a pool has come, and who must do something where it is held up. */
const PoolStatus = ({ pool: { status, delay } }: { readonly pool: PoolRecord }) =>
  delay === undefined ? (
    <Status status={status} />
  ) : (
    <span class={`status status-${delay.waitsFor === 'people' ? 'bad' : 'open'}`}>
      Waits for {delay.waitsFor === 'people' ? 'people' : 'the dealer'}
    </span>
  );

const columns: readonly Column<PoolRecord>[] = [
  { name: 'Pool', show: ({ name }) => <strong>{name}</strong> },
  { name: 'Status', show: (pool) => <PoolStatus pool={pool} /> },
  { name: 'Committed', show: (pool) => <PoolProgress pool={pool} /> },
  {
    name: 'Members',
    numbers: true,
    show: ({ participants, minimumParticipants }) => `${participants} / ${minimumParticipants}`,
  },
  { name: 'Closes', show: ({ deadline }) => <span class="number">{dayAndTime(deadline)}</span> },
];

const factsOf = (pool: PoolRecord) => [
  ['Status', <PoolStatus key="status" pool={pool} />] as const,
  ...(pool.delay === undefined
    ? []
    : [['Held up by', inWords(pool.delay.why.replace('.', ': '))] as const]),
  ['Members', `${pool.participants} of at least ${pool.minimumParticipants}`] as const,
  ['Opened', dayAndTime(pool.openedAt)] as const,
  ['Opened by', <Who key="by" id={pool.openedBy} />] as const,
  ['Closes', dayAndTime(pool.deadline)] as const,
  ...(/[1-9]/.test(pool.goldAmount)
    ? [
        ['Gold bought', fineGrams(pool.goldAmount)] as const,
        ['Price', `${pricePerGram(pool.pricePerGram, pool.currency)} / g`] as const,
        ['Cost', money(pool.totalCost, pool.currency)] as const,
        ['Dealer’s reference', pool.supplierReference] as const,
      ]
    : []),
  ...(pool.reason === '' ? [] : [['Reason', pool.reason] as const]),
  ['Stream', <StreamLink key="stream" stream={`pool-${pool.poolId}`} />] as const,
];

export const Pools = () => {
  const pages = usePages<PoolRecord>({ read: readPools, keyOf, movesUntold: true });
  const opened = useOpened(pages);
  const mayOpen = hasRole('operations');
  return (
    <>
      <PageTitle
        title="Pools"
        lead="A pool closes at its target or its deadline, buys whole bars, and shares them to the microgram."
      />
      <div class={mayOpen ? 'with-side' : ''}>
        <div class="column-wide">
          <Card title="All pools">
            <ListTable
              label="Pools"
              pages={pages}
              columns={columns}
              empty={{ icon: 'pools', title: 'No pool yet' }}
              action={(row) => (
                <Button small onClick={() => opened.open(row)}>
                  Look
                </Button>
              )}
            />
          </Card>
        </div>
        {mayOpen && (
          <div class="column-side">
            <Card title="Open a pool">
              <PoolForm onDone={pages.settle} />
            </Card>
          </div>
        )}
      </div>
      {opened.row !== undefined && (
        <Dialog wide title={opened.row.name} onClose={opened.close}>
          <PoolProgress pool={opened.row} />
          <Facts facts={factsOf(opened.row)} />
          <Gone opened={opened} />
          <PoolDecision pool={opened.row} onDone={opened.done} />
        </Dialog>
      )}
    </>
  );
};
