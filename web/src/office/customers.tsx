import { useSignal } from '@preact/signals';
import { call } from '../api/client.ts';
import type { Account } from '../api/types.ts';
import { useAction } from '../parts/action.ts';
import { Button, Card, Empty, Trouble, Waiting } from '../parts/basics.tsx';
import { Field } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { goTo } from '../router.ts';
import { PageTitle } from '../shell/shell.tsx';
import { AccountView } from './account-view.tsx';
import { emailOrIdWrong } from './parts/inputs.ts';
import { customerOf } from './parts/owner.ts';
import { usePages } from './parts/pages.ts';
import { idIn } from './words.ts';

/** Finds an account by what a customer writes from: an address, or an id out of another page. */
const Search = () => {
  const typed = useSignal('');
  const tried = useSignal(false);
  const nobody = useSignal<string | undefined>(undefined);
  const { busy, problem, run } = useAction();
  const find = async () => {
    const text = typed.value.trim();
    nobody.value = undefined;
    const id = idIn(text) ?? (await customerOf(text));
    if (id === undefined) nobody.value = text;
    else goTo(`/office/customers/${id}`);
  };
  return (
    <Form
      tried={tried}
      class="form-row"
      send={() => {
        if (emailOrIdWrong(typed.value) === undefined) void run(find);
      }}
    >
      <Field
        label="E-mail address"
        value={typed}
        inputMode="email"
        hint="Or a user ID. That you looked is written down."
        wrong={
          (tried.value ? emailOrIdWrong(typed.value) : undefined) ??
          problem.value?.fields.get('email')
        }
      />
      <Button type="submit" kind="main" busy={busy.value}>
        Find
      </Button>
      <Trouble problem={problem.value?.fields.size === 0 ? problem.value : undefined} />
      <div role="status">
        {nobody.value !== undefined && (
          <p class="notice">Nobody has the address {nobody.value}. Is it spelt right?</p>
        )}
      </div>
    </Form>
  );
};

/** One account, which keeps itself fresh as a list of one does. */
const Found = ({ id }: { readonly id: string }) => {
  const pages = usePages<Account>(
    {
      read: async () => ({
        items: [await call('GET /v1/admin/users/{id}', { parameters: { id } })],
        nextCursor: null,
      }),
      keyOf: ({ userId }) => userId,
    },
    id,
  );
  const account = pages.rows.value?.[0];
  if (account !== undefined)
    return <AccountView account={account} onDone={() => void pages.again()} />;
  return (
    <Card>
      {pages.problem.value === undefined ? (
        <Waiting lines={6} />
      ) : (
        <Empty icon="person" title="No account to show">
          <p>{pages.problem.value.message}</p>
        </Empty>
      )}
    </Card>
  );
};

export const Customers = ({ id }: { readonly id?: string | undefined }) => (
  <>
    <PageTitle
      title="Customers"
      lead="Who somebody is, whether they are verified, and what they may do."
    />
    <Card>
      <Search />
    </Card>
    {id !== undefined && (
      <div class="below">
        <Found key={id} id={id} />
      </div>
    )}
  </>
);
