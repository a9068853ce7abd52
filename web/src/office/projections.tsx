import { type AnswerOf, call } from '../api/client.ts';
import { useAction } from '../parts/action.ts';
import { Button, Card, Progress, Trouble } from '../parts/basics.tsx';
import { say } from '../parts/toast.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { type Pages, usePages } from './parts/pages.ts';
import { hasRole } from './parts/roles.tsx';
import { type Column, ListTable } from './parts/table.tsx';
import { duration, exactTime } from './words.ts';

type Projection = AnswerOf<'GET /v1/admin/projections'>['items'][number];

const counted = new Intl.NumberFormat();

const Dead = ({ count }: { readonly count: number }) => (
  <span class={count === 0 ? 'soft' : 'loss'}>{counted.format(count)}</span>
);

const columns: readonly Column<Projection>[] = [
  { name: 'Read table', show: ({ name }) => <strong>{name}</strong> },
  {
    name: 'Lag',
    numbers: true,
    show: ({ lagMs }) => (lagMs === null ? <span class="soft">—</span> : duration(lagMs)),
  },
  { name: 'Waiting', numbers: true, show: ({ waiting }) => counted.format(waiting) },
  { name: 'In flight', numbers: true, show: ({ inFlight }) => counted.format(inFlight) },
  { name: 'Dead letters', numbers: true, show: ({ dead }) => <Dead count={dead} /> },
  {
    name: 'Measured',
    numbers: true,
    show: ({ measuredAt }) =>
      measuredAt === null ? <span class="soft">—</span> : exactTime(measuredAt),
  },
  { name: 'Last rebuild', numbers: true, show: (row) => <Check rebuild={row.rebuild} /> },
];

/** What the newest check of every row against the events has come to. */
const Check = ({ rebuild }: Pick<Projection, 'rebuild'>) => {
  if (rebuild === null) return <span class="soft">—</span>;
  if (rebuild.status === 'running')
    return (
      <Progress
        label={`${rebuild.partsDone} of ${rebuild.partsInAll} parts are checked`}
        part={(100 * rebuild.partsDone) / rebuild.partsInAll}
      />
    );
  const mended = rebuild.restored + rebuild.corrected + rebuild.removed;
  return (
    <span title={`${exactTime(rebuild.startedAt)}, ${counted.format(rebuild.events)} events`}>
      {counted.format(rebuild.rows)} rows,{' '}
      <span class={mended === 0 ? 'soft' : 'loss'}>
        {mended === 0 ? 'all right' : `${counted.format(mended)} put right`}
      </span>
    </span>
  );
};

const Rebuild = ({
  row: { name, rebuild },
  pages,
}: {
  readonly row: Projection;
  readonly pages: Pages<Projection>;
}) => {
  const { busy, problem, run } = useAction();
  const start = async () => {
    await call('POST /v1/admin/projections/{name}/rebuilds', { parameters: { name }, body: {} });
    say(`Every row of ${name} is being checked against the events.`);
    await pages.again();
  };
  return (
    <>
      <Button
        small
        busy={busy.value}
        disabled={rebuild?.status === 'running'}
        onClick={() => run(start)}
      >
        Rebuild<span class="unseen"> {name}</span>
      </Button>
      {problem.value && <Trouble problem={problem.value} />}
    </>
  );
};

const keyOf = ({ name }: Projection): string => name;

export const Projections = () => {
  const pages = usePages<Projection>({
    read: async () => ({ ...(await call('GET /v1/admin/projections')), nextCursor: null }),
    keyOf,
    movesUntold: true,
  });
  const dead = pages.rows.value?.reduce((sum, row) => sum + row.dead, 0) ?? 0;
  return (
    <>
      <PageTitle
        title="Projections"
        lead="How far each read table is behind the events that it is made of. A rebuild checks every row against them, and puts it right where it stands."
      />
      <Card>
        <div role="status">
          {dead > 0 && (
            <p class="trouble">
              {counted.format(dead)} {dead === 1 ? 'message' : 'messages'} could not be handled and{' '}
              {dead === 1 ? 'waits' : 'wait'} in a dead-letter queue. The runbook says how to send
              them again; that is safe, however often.
            </p>
          )}
        </div>
        <ListTable
          label="Read tables"
          pages={pages}
          columns={columns}
          {...(hasRole('admin')
            ? { action: (row: Projection) => <Rebuild row={row} pages={pages} /> }
            : {})}
          empty={{ icon: 'layers', title: 'No read table' }}
        />
      </Card>
    </>
  );
};
