import { type AnswerOf, call } from '../api/client.ts';
import { Card } from '../parts/basics.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { usePages } from './parts/pages.ts';
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
];

const keyOf = ({ name }: Projection): string => name;

export const Projections = () => {
  const pages = usePages<Projection>({
    read: async () => ({ ...(await call('GET /v1/admin/projections')), nextCursor: null }),
    keyOf,
  });
  const dead = pages.rows.value?.reduce((sum, row) => sum + row.dead, 0) ?? 0;
  return (
    <>
      <PageTitle
        title="Projections"
        lead="How far each read table is behind the events that it is made of."
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
          empty={{ icon: 'layers', title: 'No read table' }}
        />
      </Card>
    </>
  );
};
