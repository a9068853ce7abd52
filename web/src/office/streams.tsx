import { useSignal } from '@preact/signals';
import { Button, Card } from '../parts/basics.tsx';
import { Field } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { goTo } from '../router.ts';
import { PageTitle } from '../shell/shell.tsx';
import { StreamView } from './stream-view.tsx';

const kinds = [
  ['user-…', 'an account'],
  ['wallet-…', 'a customer’s cash and gold'],
  ['participation-…', 'a part in a pool'],
  ['pool-…', 'a pool'],
  ['vault-…', 'the vault'],
  ['market-EUR-2026-11-24', 'a day’s prices'],
  ['alert-…', 'a price alert'],
  ['suspense-…', 'money that is with nobody'],
  ['reconciliation-…', 'a bank statement'],
  ['case-…', 'a compliance case'],
] as const;

const pattern = /^[a-z]{1,20}-[A-Za-z0-9-]{1,100}$/;

const StreamForm = ({ first }: { readonly first: string }) => {
  const typed = useSignal(first);
  const tried = useSignal(false);
  const stream = typed.value.trim();
  return (
    <Form
      tried={tried}
      class="form-row"
      send={() => {
        if (pattern.test(stream)) goTo(`/office/streams/${stream}`);
      }}
    >
      <Field
        label="Stream"
        value={typed}
        hint="Other pages link to the streams behind what they show."
        wrong={
          tried.value && !pattern.test(stream)
            ? 'A kind and an id, such as wallet-0190b1c2-….'
            : undefined
        }
      />
      <Button type="submit" kind="main">
        Show
      </Button>
    </Form>
  );
};

/** Any aggregate's events, and what they made of it at any moment. */
export const Streams = ({ stream }: { readonly stream: string | undefined }) => (
  <>
    <PageTitle
      title="Streams"
      lead="Any aggregate: its events as they were written down, and what it was at any moment."
    />
    <Card>
      <StreamForm key={stream} first={stream ?? ''} />
      {stream === undefined && (
        <dl class="kinds">
          {kinds.map(([name, what]) => (
            <div key={name}>
              <dt class="number">{name}</dt>
              <dd class="soft">{what}</dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
    {stream !== undefined && (
      <div class="below">
        <StreamView key={stream} stream={stream} />
      </div>
    )}
  </>
);
