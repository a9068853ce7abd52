import { useSignal } from '@preact/signals';
import { call } from '../api/client.ts';
import { platformNowMs } from '../live/clock.ts';
import { money } from '../money/format.ts';
import { useAction, useIntent } from '../parts/action.ts';
import { Button, Trouble } from '../parts/basics.tsx';
import { AmountField, amountIn, Field } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { say } from '../parts/toast.tsx';
import { InputField } from './parts/input-field.tsx';
import { textInput } from './parts/inputs.ts';

const name = textInput('name', 'Name', { most: 80, empty: 'A name that customers see.' });
const membersMax = 100_000;
const yearMs = 366 * 86_400_000;

const membersWrong = (text: string): string | undefined => {
  const count = text.trim();
  return /^[1-9]\d{0,5}$/.test(count) && Number(count) <= membersMax
    ? undefined
    : 'A whole number from 1 to 100,000.';
};

/** The end of a day where the person is, as an instant; undefined when it is no day. */
const endOf = (day: string): Date | undefined => {
  const end = new Date(`${day}T23:59:59.000`);
  return Number.isNaN(end.getTime()) ? undefined : end;
};

const deadlineWrong = (day: string): string | undefined => {
  const aheadMs = (endOf(day)?.getTime() ?? Number.NaN) - platformNowMs();
  if (Number.isNaN(aheadMs)) return 'The last day on which it can be joined.';
  if (aheadMs <= 0) return 'That day is over.';
  return aheadMs > yearMs ? 'At most a year ahead.' : undefined;
};

export const PoolForm = ({ onDone }: { readonly onDone: (poolId: string) => Promise<void> }) => {
  const called = useSignal('');
  const target = useSignal('');
  const members = useSignal('3');
  const deadline = useSignal('');
  const tried = useSignal(false);
  const { busy, problem, run } = useAction();
  const intent = useIntent();
  const read = amountIn(target.value, 2);
  const fields = problem.value?.fields;
  const wrong = {
    name: name.check(called.value),
    members: membersWrong(members.value),
    deadline: deadlineWrong(deadline.value),
  };
  const shown = (own: string | undefined, field: string) =>
    (tried.value ? own : undefined) ?? fields?.get(field);
  const open = async () => {
    const end = endOf(deadline.value);
    if (!('amount' in read) || end === undefined) return;
    const body = {
      name: called.value.trim(),
      targetAmount: read.amount,
      minimumParticipants: Number(members.value),
      deadline: end.toISOString(),
    };
    const pool = await call('POST /v1/admin/pools', {
      body,
      idempotencyKey: intent.keyFor(body),
    });
    intent.done();
    say(`${pool.name} is open for ${money(pool.targetAmount, pool.currency)}.`);
    for (const each of [called, target, deadline]) each.value = '';
    tried.value = false;
    void onDone(pool.poolId);
  };
  return (
    <Form
      tried={tried}
      send={() => {
        if ('amount' in read && Object.values(wrong).every((each) => each === undefined))
          void run(open);
      }}
    >
      <InputField input={name} value={called} wrong={shown(wrong.name, 'name')} />
      <AmountField
        label="Target"
        value={target}
        decimals={2}
        show={(decimal) => money(decimal)}
        unit="EUR"
        wrong={shown('wrong' in read ? read.wrong : undefined, 'targetAmount')}
      />
      <Field
        label="Members at least"
        value={members}
        inputMode="numeric"
        wrong={shown(wrong.members, 'minimumParticipants')}
      />
      <Field
        label="Last day"
        type="date"
        value={deadline}
        hint="It closes at the end of that day, or when the target is reached."
        wrong={shown(wrong.deadline, 'deadline')}
      />
      <Trouble problem={fields?.size === 0 ? problem.value : undefined} />
      <Button type="submit" kind="main" busy={busy.value}>
        Open the pool
      </Button>
    </Form>
  );
};
