import { useSignal } from '@preact/signals';
import { type AnswerOf, call } from '../api/client.ts';
import { inWords } from '../pages/transaction-text.ts';
import { useAction } from '../parts/action.ts';
import { Button, Card, Trouble } from '../parts/basics.tsx';
import { Field } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { goTo } from '../router.ts';
import { PageTitle } from '../shell/shell.tsx';
import { EventFacts } from './event-facts.tsx';
import { emailOrIdWrong } from './parts/inputs.ts';
import { CustomerLink, StreamLink } from './parts/links.tsx';
import { ownerIdOf } from './parts/owner.ts';
import { usePages } from './parts/pages.ts';
import { type Column, ListTable } from './parts/table.tsx';
import { exactTime } from './words.ts';

type AuditedEvent = AnswerOf<'GET /v1/admin/audit'>['items'][number];

const WhoForm = ({ first }: { readonly first: string }) => {
  const typed = useSignal(first);
  const tried = useSignal(false);
  const { busy, problem, run } = useAction();
  const show = async () => goTo(`/office/audit/${await ownerIdOf(typed.value)}`);
  return (
    <Form
      tried={tried}
      class="form-row"
      send={() => {
        if (emailOrIdWrong(typed.value) === undefined) void run(show);
      }}
    >
      <Field
        label="Whose events?"
        value={typed}
        hint="An e-mail address or a user ID."
        wrong={tried.value ? emailOrIdWrong(typed.value) : undefined}
      />
      <Button type="submit" kind="main" busy={busy.value}>
        Show
      </Button>
      <Trouble problem={problem.value} />
    </Form>
  );
};

const columns: readonly Column<AuditedEvent>[] = [
  { name: 'When', show: ({ timestamp }) => <span class="number">{exactTime(timestamp)}</span> },
  { name: 'What', show: (event) => <EventFacts name={inWords(event.eventType)} event={event} /> },
  { name: 'Where', show: ({ stream }) => <StreamLink stream={stream} /> },
];

const startOf = (day: string) => new Date(`${day}T00:00:00`).toISOString();
const endOf = (day: string) => new Date(`${day}T23:59:59.999`).toISOString();

const Events = ({ id }: { readonly id: string }) => {
  const from = useSignal('');
  const to = useSignal('');
  const isBackwards = from.value !== '' && to.value !== '' && from.value > to.value;
  const pages = usePages<AuditedEvent>(
    {
      read: async (begin) =>
        isBackwards
          ? { items: [], nextCursor: null }
          : call('GET /v1/admin/audit', {
              parameters: {
                userId: id,
                ...(from.value === '' ? {} : { from: startOf(from.value) }),
                ...(to.value === '' ? {} : { to: endOf(to.value) }),
                ...begin,
              },
            }),
      keyOf: ({ stream, sequenceNumber, eventId }) => `${stream}${sequenceNumber}${eventId}`,
      movesUntold: true,
    },
    `${from.value} ${to.value}`,
  );
  return (
    <Card title={`Events of ${id.slice(-8)}`} aside={<CustomerLink id={id} />}>
      <div class="narrow-filters">
        <Field label="From" type="date" value={from} hint="A month back unless you say." />
        <Field
          label="Until"
          type="date"
          value={to}
          wrong={isBackwards ? 'It ends before it begins.' : undefined}
        />
      </div>
      <ListTable
        label="Events"
        pages={pages}
        columns={columns}
        empty={{ icon: 'search', title: 'No event', text: 'Nothing was done in this time.' }}
      />
    </Card>
  );
};

export const Audit = ({ id }: { readonly id?: string | undefined }) => (
  <>
    <PageTitle
      title="Audit"
      lead="Everything that was written down about one customer: account, wallet, pools and cases."
    />
    <Card>
      <WhoForm key={id} first={id ?? ''} />
    </Card>
    {id !== undefined && (
      <div class="below">
        <Events key={id} id={id} />
      </div>
    )}
  </>
);
