import { useSignal } from '@preact/signals';
import { call } from '../api/client.ts';
import type { BankAccountListed } from '../api/types.ts';
import { platformMinute } from '../live/clock.ts';
import { me } from '../live/state.ts';
import { dayAndTime, iban } from '../money/format.ts';
import { useAction } from '../parts/action.ts';
import { Button, Card, Empty, Trouble, Waiting } from '../parts/basics.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import type { Loaded } from '../parts/loaded.ts';
import { say } from '../parts/toast.tsx';

type Payees = Loaded<readonly BankAccountListed[]>;

/** Whether its cooling-off has passed. Whoever shows it is shown anew when it has. */
export const isUsable = ({ usableFrom }: BankAccountListed): boolean =>
  Date.parse(usableFrom) <= platformMinute.value * 60_000;

const AddPayee = ({ payees, onDone }: { readonly payees: Payees; readonly onDone: () => void }) => {
  const account = useSignal('');
  const holder = useSignal(me.peek()?.fullName ?? '');
  const tried = useSignal(false);
  const { busy, problem, run } = useAction();
  const bare = account.value.replaceAll(/\s/g, '').toUpperCase();
  const wrongIban = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(bare)
    ? undefined
    : 'An IBAN such as DE89 3704 0044 0532 0130 00.';
  const add = async () => {
    await call('POST /v1/bank-accounts', { body: { iban: bare, holderName: holder.value.trim() } });
    await payees.again();
    say('Account added. It can be paid to after a day, for your safety.');
    onDone();
  };
  return (
    <Form
      tried={tried}
      send={() => {
        if (wrongIban === undefined && holder.value.trim() !== '') void run(add);
      }}
    >
      <Field
        label="IBAN"
        value={account}
        wrong={problem.value?.fields.get('iban') ?? (tried.value ? wrongIban : undefined)}
      />
      <Field
        label="Account holder"
        value={holder}
        hint="Only accounts in your own name can be paid to."
        wrong={
          problem.value?.fields.get('holderName') ??
          (tried.value && holder.value.trim() === '' ? 'As the bank writes it.' : undefined)
        }
      />
      <Trouble problem={problem.value?.fields.size === 0 ? problem.value : undefined} />
      <Button type="submit" kind="main" busy={busy.value}>
        Add the account
      </Button>
    </Form>
  );
};

const Payee = ({
  payee,
  payees,
}: {
  readonly payee: BankAccountListed;
  readonly payees: Payees;
}) => {
  const { busy, problem, run } = useAction();
  const remove = async () => {
    await call('DELETE /v1/bank-accounts/{id}', { parameters: { id: payee.bankAccountId } });
    await payees.again();
    say('Account removed.');
  };
  return (
    <li class="row">
      <span class="row-main">
        <span class="row-title number">{iban(payee.iban)}</span>
        <span class="row-sub">
          {payee.holderName}
          {!isUsable(payee) && ` · can be paid to from ${dayAndTime(payee.usableFrom)}`}
        </span>
        <Trouble problem={problem.value} />
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label={`Remove ${iban(payee.iban)}`}
        disabled={busy.value}
        onClick={() => void run(remove)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
};

/** The bank accounts that money may be paid to. */
export const PayeesCard = ({ payees }: { readonly payees: Payees }) => {
  const adding = useSignal(false);
  const close = () => {
    adding.value = false;
  };
  const list = payees.value.value;
  return (
    <Card
      title="Your bank accounts"
      aside={
        <button
          type="button"
          class="link"
          onClick={() => {
            adding.value = true;
          }}
        >
          Add one
        </button>
      }
    >
      <Trouble problem={payees.problem.value} />
      {list === undefined && payees.problem.value === undefined && <Waiting />}
      {list?.length === 0 && (
        <Empty icon="withdraw" title="No account yet">
          <p>Add the account that your money should go to.</p>
        </Empty>
      )}
      <ul class="rows">
        {list?.map((payee) => (
          <Payee key={payee.bankAccountId} payee={payee} payees={payees} />
        ))}
      </ul>
      {adding.value && (
        <Dialog title="Add a bank account" onClose={close}>
          <AddPayee payees={payees} onDone={close} />
        </Dialog>
      )}
    </Card>
  );
};
