import { useSignal, useSignalEffect } from '@preact/signals';
import { type AnswerOf, call } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { type Transaction, transactions } from '../live/state.ts';
import { useAction } from '../parts/action.ts';
import { Button, Card, Empty, Trouble, Waiting } from '../parts/basics.tsx';
import { Choice, Field } from '../parts/fields.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { TransactionList } from './transaction-list.tsx';

type Kind = '' | Transaction['type'];

const kinds: readonly (readonly [Kind, string])[] = [
  ['', 'Everything'],
  ['deposit', 'Deposits'],
  ['purchase', 'Purchases'],
  ['sale', 'Sales'],
  ['withdrawal', 'Withdrawals'],
  ['pool', 'Pools'],
  ['adjustment', 'Adjustments'],
];

const startOf = (day: string) =>
  day === '' ? undefined : new Date(`${day}T00:00:00`).toISOString();
const endOf = (day: string) =>
  day === '' ? undefined : new Date(`${day}T23:59:59.999`).toISOString();

type Page = AnswerOf<'GET /v1/transactions'>;

export const History = () => {
  const kind = useSignal<Kind>('');
  const from = useSignal('');
  const to = useSignal('');
  const shown = useSignal<readonly Transaction[] | undefined>(undefined);
  const cursor = useSignal<string | null>(null);
  const { busy, problem, run } = useAction();
  const read = (after?: string): Promise<Page> =>
    call('GET /v1/transactions', {
      parameters: {
        ...(kind.peek() === '' ? {} : { type: kind.peek() as Transaction['type'] }),
        ...(startOf(from.peek()) === undefined ? {} : { from: startOf(from.peek()) as string }),
        ...(endOf(to.peek()) === undefined ? {} : { to: endOf(to.peek()) as string }),
        ...(after === undefined ? {} : { cursor: after }),
      },
    });
  useSignalEffect(() => {
    const asked = [kind.value, from.value, to.value].join();
    // What the live layer learns is read again here, with the filters.
    transactions.value;
    read().then(
      (page) => {
        if (asked !== [kind.peek(), from.peek(), to.peek()].join()) return;
        shown.value = page.items;
        cursor.value = page.nextCursor;
        problem.value = undefined;
      },
      (error: unknown) => {
        problem.value = asProblem(error);
      },
    );
  });
  const more = async () => {
    const page = await read(cursor.peek() ?? undefined);
    shown.value = [...(shown.peek() ?? []), ...page.items];
    cursor.value = page.nextCursor;
  };
  return (
    <>
      <PageTitle title="History" lead="Each line can be followed to the events that make it up." />
      <Card>
        <div class="filters">
          <Choice label="Show" value={kind} options={kinds} />
          <Field label="From" type="date" value={from} />
          <Field label="Until" type="date" value={to} />
        </div>
        <Trouble problem={problem.value} />
        {shown.value === undefined && problem.value === undefined && <Waiting lines={6} />}
        {shown.value?.length === 0 && cursor.value === null && (
          <Empty icon="history" title="Nothing here">
            <p>No transaction fits what you ask for.</p>
          </Empty>
        )}
        {shown.value !== undefined && <TransactionList items={shown.value} />}
        {cursor.value !== null && (
          <Button busy={busy.value} onClick={() => void run(more)}>
            Show older ones
          </Button>
        )}
      </Card>
    </>
  );
};
