import { call } from '../api/client.ts';
import { dayAndTime } from '../money/format.ts';
import { Card, Trouble, Waiting } from '../parts/basics.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { groups } from '../session/session.ts';
import { isTheirs, officePlaces } from '../shell/nav.ts';
import { PageTitle } from '../shell/shell.tsx';
import { readAdjustments } from './adjustments.tsx';
import { readCases } from './cases.tsx';
import { readDeposits } from './deposits.tsx';
import { type Page, usePages } from './parts/pages.ts';

interface Queue {
  readonly path: string;
  readonly what: readonly [one: string, many: string];
  readonly icon: IconName;
  /** When each of those that wait began to. */
  readonly read: () => Promise<Page<string>>;
}

const since = <Row,>(
  page: { readonly items: readonly Row[]; readonly nextCursor: string | null },
  at: (row: Row) => string,
): Page<string> => ({ items: page.items.map(at), nextCursor: page.nextCursor });

const queues: readonly Queue[] = [
  {
    path: '/office/approvals',
    what: ['withdrawal waits', 'withdrawals wait'],
    icon: 'check',
    read: async () =>
      since(
        await call('GET /v1/admin/withdrawals', { parameters: {} }),
        ({ requestedAt }) => requestedAt,
      ),
  },
  {
    path: '/office/cases',
    what: ['case is open', 'cases are open'],
    icon: 'shield',
    read: async () => since(await readCases('open')({}), ({ openedAt }) => openedAt),
  },
  {
    path: '/office/deposits',
    what: ['deposit is in review', 'deposits are in review'],
    icon: 'deposit',
    read: async () => since(await readDeposits({}), ({ receivedAt }) => receivedAt),
  },
  {
    path: '/office/adjustments',
    what: ['adjustment waits', 'adjustments wait'],
    icon: 'adjust',
    read: async () => since(await readAdjustments({}), ({ requestedAt }) => requestedAt),
  },
  {
    path: '/office/pools',
    what: ['pool waits for an answer', 'pools wait for an answer'],
    icon: 'pools',
    read: async () => {
      const { items } = await call('GET /v1/admin/pools', { parameters: { status: 'closed' } });
      const stuck = items.filter(({ delay }) => delay?.waitsFor === 'people');
      return since({ items: stuck, nextCursor: null }, ({ openedAt }) => openedAt);
    },
  },
];

const QueueCard = ({ queue }: { readonly queue: Queue }) => {
  const { rows, problem, hasNext } = usePages<string>({ read: queue.read, keyOf: (at) => at });
  const waiting = rows.value;
  const [one, many] = queue.what;
  const oldest = waiting?.toSorted()[0];
  return (
    <Card class="queue">
      <Icon name={queue.icon} />
      {waiting === undefined && problem.value === undefined && <Waiting lines={2} />}
      {waiting === undefined && <Trouble problem={problem.value} />}
      {waiting !== undefined && (
        <a href={queue.path} class="queue-link">
          <strong class="queue-count number">
            {waiting.length}
            {hasNext.value ? '+' : ''}
          </strong>
          <span>{waiting.length === 1 ? one : many}</span>
          <span class="soft number">
            {oldest === undefined ? 'Nothing to do' : `oldest of ${dayAndTime(oldest)}`}
          </span>
        </a>
      )}
    </Card>
  );
};

/** What waits for this person's role, at a glance. */
export const Today = () => {
  const own = new Set(
    officePlaces.filter((place) => isTheirs(place, groups.value)).map(({ path }) => path),
  );
  return (
    <>
      <PageTitle title="Today" lead="What waits for people. It counts by itself." />
      <div class="queues">
        {queues
          .filter(({ path }) => own.has(path))
          .map((queue) => (
            <QueueCard key={queue.path} queue={queue} />
          ))}
      </div>
    </>
  );
};
